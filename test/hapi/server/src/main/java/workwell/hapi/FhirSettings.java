package workwell.hapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The official image's settings by its own names and defaults, as far as this server knows them. Any other name stops the
 * start: application.yaml is the image's too, and must not say what only one of the two obeys.
 */
@ConfigurationProperties(prefix = "hapi.fhir", ignoreUnknownFields = false)
public record FhirSettings(
    @DefaultValue("R4") String fhirVersion,
    @DefaultValue("false") boolean allowExternalReferences,
    @DefaultValue("false") boolean allowMultipleDelete,
    @DefaultValue("true") boolean enforceReferentialIntegrityOnWrite,
    @DefaultValue("true") boolean enforceReferentialIntegrityOnDelete,
    @DefaultValue("60000") long reuseCachedSearchResultsMillis,
    @DefaultValue("20") int defaultPageSize,
    @DefaultValue("2147483647") int maxPageSize,
    @DefaultValue("true") boolean defaultPrettyPrint,
    @DefaultValue Subscription subscription) {

  public FhirSettings {
    if (!fhirVersion.equals("R4")) throw new IllegalArgumentException("This server is for R4 only.");
  }

  public record Subscription(@DefaultValue("false") boolean resthookEnabled) {}
}
