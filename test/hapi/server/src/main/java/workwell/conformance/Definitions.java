package workwell.conformance;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Questionnaire;

/** Profiles, terminology and, which HAPI's own does not keep, the Questionnaires that answers are held against. */
class Definitions extends PrePopulatedValidationSupport {
  private final Map<String, Questionnaire> questionnaires = new HashMap<>();

  Definitions(FhirContext context) {
    super(context);
  }

  void add(IBaseResource resource) {
    if (resource instanceof Questionnaire questionnaire) {
      questionnaires.put(questionnaire.getUrl(), questionnaire);
      questionnaires.put(questionnaire.getUrl() + "|" + questionnaire.getVersion(), questionnaire);
    } else {
      addResource(resource);
    }
  }

  @Override
  public <T extends IBaseResource> T fetchResource(Class<T> type, String address) {
    return type == Questionnaire.class ? type.cast(questionnaires.get(address)) : super.fetchResource(type, address);
  }
}
