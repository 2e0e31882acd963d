package workwell.hapi;

import java.util.Map;
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
    @DefaultValue("false") boolean igRuntimeUploadEnabled,
    @DefaultValue Map<String, ImplementationGuide> implementationguides,
    @DefaultValue Validation validation,
    @DefaultValue Subscription subscription) {

  public FhirSettings {
    if (!fhirVersion.equals("R4")) throw new IllegalArgumentException("This server is for R4 only.");
  }

  /** A FHIR package that is installed before the first request is taken. */
  public record ImplementationGuide(String name, String version, String packageUrl) {}

  public record Validation(@DefaultValue("false") boolean requestsEnabled) {}

  public record Subscription(@DefaultValue("false") boolean resthookEnabled) {}
}
