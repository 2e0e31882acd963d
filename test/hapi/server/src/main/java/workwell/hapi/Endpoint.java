package workwell.hapi;

import ca.uhn.fhir.batch2.jobs.bulkmodify.reindex.ReindexProvider;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.DiffProvider;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.SubscriptionTriggeringProvider;
import ca.uhn.fhir.jpa.provider.TerminologyUploaderProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.narrative.DefaultThymeleafNarrativeGenerator;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.IncomingRequestAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.interceptor.CorsInterceptor;
import ca.uhn.fhir.rest.server.interceptor.RequestValidatingInterceptor;
import ca.uhn.fhir.rest.server.interceptor.ResponseHighlighterInterceptor;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;

/** The FHIR endpoint: which operations it offers, and what happens to a request on its way. */
@Configuration
public class Endpoint {
  @Bean
  RestfulServer restfulServer(
      FhirSettings settings,
      IFhirSystemDao<?, ?> system,
      JpaStorageSettings storage,
      ISearchParamRegistry searchParameters,
      IValidationSupport validationSupport,
      DatabaseBackedPagingProvider paging,
      ResourceProviderFactory resources,
      IJpaSystemProvider systemOperations,
      ValueSetOperationProvider valueSets,
      TerminologyUploaderProvider terminologyUpload,
      SubscriptionTriggeringProvider subscriptionTriggering,
      ReindexProvider reindex,
      DiffProvider diff,
      Packages.InstallOperation install,
      IInstanceValidatorModule validator) {
    var context = system.getContext();
    context.setNarrativeGenerator(new DefaultThymeleafNarrativeGenerator());
    var server = new RestfulServer(context);
    server.registerProviders(resources.createProviders());
    server.registerProviders(systemOperations, valueSets, terminologyUpload, subscriptionTriggering, reindex, diff);
    if (settings.igRuntimeUploadEnabled()) server.registerProvider(install);
    server.setPagingProvider(paging);
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    server.setDefaultPrettyPrint(settings.defaultPrettyPrint());
    server.setServerAddressStrategy(new IncomingRequestAddressStrategy());
    var capabilities =
        new JpaCapabilityStatementProvider(server, system, storage, searchParameters, validationSupport);
    capabilities.setImplementationDescription("HAPI FHIR R4 Server");
    server.setServerConformanceProvider(capabilities);

    server.registerInterceptor(new ResponseHighlighterInterceptor());
    server.registerInterceptor(new CorsInterceptor(cors()));
    if (settings.validation().requestsEnabled()) server.registerInterceptor(validating(validator));
    return server;
  }

  @Bean
  ServletRegistrationBean<RestfulServer> fhirServlet(RestfulServer server, AutowireCapableBeanFactory beans) {
    beans.autowireBean(server);
    var servlet = new ServletRegistrationBean<>(server, "/fhir/*");
    servlet.setLoadOnStartup(1);
    return servlet;
  }

  /** What is written is held against R4 and the profiles that it claims; an error refuses the request. */
  private static RequestValidatingInterceptor validating(IInstanceValidatorModule validator) {
    var interceptor = new RequestValidatingInterceptor();
    interceptor.setFailOnSeverity(ResultSeverityEnum.ERROR);
    interceptor.setValidatorModules(List.of(validator));
    return interceptor;
  }

  private static CorsConfiguration cors() {
    var cors = new CorsConfiguration();
    cors.addAllowedOriginPattern("*");
    // As in the image: If-None-Exist is not among them, so a browser page cannot create conditionally.
    List.of("Origin", "Accept", "Content-Type", "Authorization", "Cache-Control", "x-fhir-starter", "X-Requested-With", "Prefer")
        .forEach(cors::addAllowedHeader);
    cors.setExposedHeaders(List.of("Location", "Content-Location"));
    cors.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"));
    return cors;
  }
}
