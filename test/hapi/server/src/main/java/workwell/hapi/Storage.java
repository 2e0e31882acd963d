package workwell.hapi;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.IDaoRegistry;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.binary.api.IBinaryStorageSvc;
import ca.uhn.fhir.jpa.binstore.DatabaseBinaryContentStorageSvcImpl;
import ca.uhn.fhir.jpa.config.HibernatePropertiesProvider;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.config.util.ResourceCountCacheUtil;
import ca.uhn.fhir.jpa.dao.FulltextSearchSvcImpl;
import ca.uhn.fhir.jpa.dao.IFulltextSearchSvc;
import ca.uhn.fhir.jpa.dao.search.HSearchSortHelperImpl;
import ca.uhn.fhir.jpa.dao.search.IHSearchSortHelper;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.provider.DaoRegistryResourceSupportedSvc;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.search.IStaleSearchDeletingSvc;
import ca.uhn.fhir.jpa.search.StaleSearchDeletingSvcImpl;
import ca.uhn.fhir.jpa.subscription.match.deliver.email.IEmailSender;
import ca.uhn.fhir.jpa.util.ResourceCountCache;
import ca.uhn.fhir.rest.api.IResourceSupportedSvc;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.hl7.fhir.dstu2.model.Subscription.SubscriptionChannelType;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.orm.jpa.JpaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** What HAPI wants to be told about its database. */
@Configuration
@EnableTransactionManagement
public class Storage {
  @Bean
  JpaStorageSettings storageSettings(FhirSettings settings) {
    var storage = new JpaStorageSettings();
    storage.setAllowExternalReferences(settings.allowExternalReferences());
    storage.setAllowMultipleDelete(settings.allowMultipleDelete());
    storage.setEnforceReferentialIntegrityOnWrite(settings.enforceReferentialIntegrityOnWrite());
    storage.setEnforceReferentialIntegrityOnDelete(settings.enforceReferentialIntegrityOnDelete());
    storage.setReuseCachedSearchResultsForMillis(settings.reuseCachedSearchResultsMillis());
    storage.setFetchSizeDefaultMaximum(settings.maxPageSize());
    storage.setExpungeEnabled(true);
    return storage;
  }

  @Bean
  PartitionSettings partitionSettings() {
    return new PartitionSettings();
  }

  @Bean
  SubscriptionSettings subscriptionSettings(FhirSettings settings) {
    var subscriptions = new SubscriptionSettings();
    if (settings.subscription().resthookEnabled())
      subscriptions.addSupportedSubscriptionType(SubscriptionChannelType.RESTHOOK);
    return subscriptions;
  }

  @Bean
  @Primary
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      ConfigurableListableBeanFactory beans,
      FhirContext context,
      JpaStorageSettings storage,
      DataSource dataSource,
      JpaProperties properties) {
    var factory = HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, context, storage);
    factory.setPersistenceUnitName("HAPI_PU");
    factory.setDataSource(dataSource);
    factory.getJpaPropertyMap().putAll(properties.getProperties());
    return factory;
  }

  @Bean
  @Primary
  JpaTransactionManager transactionManager(EntityManagerFactory factory) {
    return new JpaTransactionManager(factory);
  }

  @Bean
  @Primary
  HibernatePropertiesProvider hibernatePropertiesProvider() {
    return new HibernatePropertiesProvider();
  }

  @Bean
  IFulltextSearchSvc fulltextSearch() {
    return new FulltextSearchSvcImpl();
  }

  @Bean
  IStaleSearchDeletingSvc staleSearchDeleting() {
    return new StaleSearchDeletingSvcImpl();
  }

  @Bean
  IHSearchSortHelper searchSortHelper(ISearchParamRegistry searchParameters) {
    return new HSearchSortHelperImpl(searchParameters);
  }

  @Bean
  DatabaseBackedPagingProvider pagingProvider(FhirSettings settings) {
    var paging = new DatabaseBackedPagingProvider();
    paging.setDefaultPageSize(settings.defaultPageSize());
    paging.setMaximumPageSize(settings.maxPageSize());
    return paging;
  }

  @Bean
  IResourceSupportedSvc resourceSupported(IDaoRegistry daos) {
    return new DaoRegistryResourceSupportedSvc(daos);
  }

  /** HAPI asks for it by this name. */
  @Bean("myResourceCountsCache")
  ResourceCountCache resourceCounts(IFhirSystemDao<?, ?> system) {
    return ResourceCountCacheUtil.newResourceCountCache(system);
  }

  @Bean
  IBinaryStorageSvc binaryStorage() {
    return new DatabaseBinaryContentStorageSvcImpl();
  }

  @Bean
  IEmailSender noEmail() {
    return message -> {};
  }
}
