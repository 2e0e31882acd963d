package workwell.hapi;

import ca.uhn.fhir.batch2.config.Batch2JobRegisterer;
import ca.uhn.fhir.jpa.packages.IPackageInstallerSvc;
import ca.uhn.fhir.jpa.packages.PackageInstallationSpec;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** FHIR packages: those of the settings at the start, others by `ImplementationGuide/$install`, as in the official image. */
@Configuration
public class Packages {
  /** Before the web server opens its port: nobody meets a server without its rules. */
  @Bean
  SmartInitializingSingleton installedAtStart(
      FhirSettings settings, IPackageInstallerSvc installer, Batch2JobRegisterer jobs) {
    return () -> {
      if (settings.implementationguides().isEmpty()) return;
      // A new search parameter asks for a reindexing, and HAPI would make that job known only later.
      jobs.start();
      for (var guide : settings.implementationguides().values())
        installer.install(
            spec().setName(guide.name()).setVersion(guide.version()).setPackageUrl(guide.packageUrl()));
    };
  }

  @Bean
  InstallOperation installOperation(IPackageInstallerSvc installer) {
    return new InstallOperation(installer);
  }

  private static PackageInstallationSpec spec() {
    return new PackageInstallationSpec()
        .setInstallMode(PackageInstallationSpec.InstallModeEnum.STORE_AND_INSTALL)
        .setFetchDependencies(false);
  }

  /** `POST ImplementationGuide/$install` with the package as `npmContent`. */
  public record InstallOperation(IPackageInstallerSvc installer) {
    @Operation(name = "$install", typeName = "ImplementationGuide")
    public Parameters install(@OperationParam(name = "npmContent", min = 1, max = 1) Base64BinaryType npmContent) {
      var named = nameOf(npmContent.getValue());
      var outcome =
          installer.install(
              spec().setName(named.name()).setVersion(named.version()).setPackageContents(npmContent.getValue()));
      var answer = new Parameters();
      outcome.getMessage().forEach(message -> answer.addParameter("message", message));
      return answer;
    }

    private static NpmPackage nameOf(byte[] content) {
      try {
        return NpmPackage.fromPackage(new ByteArrayInputStream(content));
      } catch (IOException broken) {
        throw new InvalidRequestException("npmContent is no FHIR package: " + broken.getMessage());
      }
    }
  }
}
