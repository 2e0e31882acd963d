package workwell.hapi;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.subscription.match.config.SubscriptionProcessorConfig;
import ca.uhn.fhir.jpa.subscription.submit.config.SubscriptionSubmitterConfig;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** HAPI FHIR R4 JPA at /fhir, wired as the official image wires it, of what the product uses. */
@SpringBootApplication(
    exclude = {
      // Their jars come with HAPI; this server has no Elasticsearch, no pages and a scheduler of HAPI's own.
      ElasticsearchRestClientAutoConfiguration.class,
      ThymeleafAutoConfiguration.class,
      QuartzAutoConfiguration.class
    })
@EnableConfigurationProperties(FhirSettings.class)
@Import({
  JpaR4Config.class,
  ThreadPoolFactoryConfig.class,
  JpaBatch2Config.class,
  Batch2JobsConfig.class,
  SubscriptionSubmitterConfig.class,
  SubscriptionProcessorConfig.class,
  SubscriptionChannelConfig.class
})
public class HapiServer {
  public static void main(String[] args) {
    if (Boolean.getBoolean("ends-with-parent")) endWithParent();
    SpringApplication.run(HapiServer.class, args);
  }

  /** Standard input is a pipe from whoever started us: when that process is gone, however it went, it is at its end. */
  private static void endWithParent() {
    var watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException broken) {
                // As good as its end.
              }
              System.exit(0);
            });
    watch.setDaemon(true);
    watch.start();
  }
}
