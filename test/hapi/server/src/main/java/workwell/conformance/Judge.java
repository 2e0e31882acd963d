package workwell.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.slf4j.LoggerFactory;

/**
 * HAPI's validator over many files in one process: reads a job (which definitions, which files), writes what it found as one JSON
 * line for each file. It judges nothing: what is an error to us is decided by the tests that read the lines.
 */
public class Judge {
  private static final int SAY_EVERY = 50;

  public record Job(List<Layer> layers) {}

  /** One set of definitions, and what is held against it. */
  public record Layer(String name, List<String> definitions, List<String> extensionDomains, List<Input> inputs) {}

  /** A file, held against what it claims to keep in meta.profile. */
  public record Input(String name, String file) {}

  public static void main(String[] arguments) throws IOException {
    // What the parser says of a file on its way, the validator says too.
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    var json = new ObjectMapper();
    var job = json.readValue(Path.of(arguments[0]).toFile(), Job.class);
    var context = FhirContext.forR4();
    try (var output = Files.newBufferedWriter(Path.of(arguments[1]))) {
      for (var layer : job.layers()) judge(layer, context, json, output);
    }
  }

  private static void judge(Layer layer, FhirContext context, ObjectMapper json, BufferedWriter output)
      throws IOException {
    var validator = validator(layer, context);
    var done = new AtomicInteger();
    layer.inputs().parallelStream()
        .forEach(
            input -> {
              var line = line(layer, input, validator, json);
              synchronized (output) {
                write(output, line);
              }
              var count = done.incrementAndGet();
              if (count % SAY_EVERY == 0 || count == layer.inputs().size())
                System.out.println(layer.name() + ": " + count + " of " + layer.inputs().size());
            });
  }

  private static FhirValidator validator(Layer layer, FhirContext context) throws IOException {
    var own = new Definitions(context);
    for (var file : layer.definitions())
      own.add(context.newJsonParser().parseResource(Files.readString(Path.of(file))));
    var unknown = new UnknownCodeSystemWarningValidationSupport(context);
    var module =
        new FhirInstanceValidator(
            new ValidationSupportChain(
                own,
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new SnapshotGeneratingValidationSupport(context),
                unknown));
    // By default a mistyped extension address passes as somebody else's extension.
    module.setAnyExtensionsAllowed(false);
    module.setCustomExtensionDomains(layer.extensionDomains());
    return context.newValidator().registerValidatorModule(module);
  }

  private static String line(Layer layer, Input input, FhirValidator validator, ObjectMapper json) {
    try {
      // The text as it was sent: a parser in between would mend what is wrong.
      var found = validator.validateWithResult(Files.readString(Path.of(input.file())));
      var issues = found.getMessages().stream().map(Judge::issue).toList();
      return json.writeValueAsString(Map.of("layer", layer.name(), "name", input.name(), "issues", issues));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (RuntimeException tooOdd) {
      // What the validator itself trips over, such as an object for a profile's address, no server takes either.
      return line(layer, input, tooOdd, json);
    }
  }

  private static String line(Layer layer, Input input, RuntimeException tooOdd, ObjectMapper json) {
    var issue = Map.of("severity", "fatal", "at", "", "id", "", "text", "The validator cannot read it: " + tooOdd);
    try {
      return json.writeValueAsString(Map.of("layer", layer.name(), "name", input.name(), "issues", List.of(issue)));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Map<String, String> issue(SingleValidationMessage message) {
    return Map.of(
        "severity", message.getSeverity().getCode(),
        "at", String.valueOf(message.getLocationString()),
        "id", String.valueOf(message.getMessageId()),
        "text", message.getMessage());
  }

  private static void write(BufferedWriter output, String line) {
    try {
      output.write(line);
      output.newLine();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
