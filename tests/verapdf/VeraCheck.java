import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verapdf.ReleaseDetails;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Hold PDF files against what handpress claims of them, with the engine of veraPDF. */
public final class VeraCheck {
    private static final Map<String, PDFAFlavour> CLAIMED = new LinkedHashMap<>();
    private static final int KEPT_FAILURES_OF_A_RULE = 1;
    private static final int SHOWN_RULES = 3;

    static {
        CLAIMED.put("PDF/A-2a", PDFAFlavour.PDFA_2_A);
        CLAIMED.put("PDF/UA-1", PDFAFlavour.PDFUA_1);
    }

    public static void main(String[] files) {
        VeraGreenfieldFoundryProvider.initialise();
        ReleaseDetails.addDetailsFromResource("org/verapdf/release/validation-model.properties");
        for (ReleaseDetails part : ReleaseDetails.getDetails()) {
            System.out.println("veraPDF " + part.getId() + " " + part.getVersion());
        }
        boolean allPass = true;
        for (String file : files) {
            for (String claim : CLAIMED.keySet()) {
                String verdict = verdict(new File(file), CLAIMED.get(claim));
                System.out.println(claim + "  " + file + "  " + verdict);
                allPass &= verdict.startsWith("PASS");
            }
        }
        System.exit(allPass ? 0 : 1);
    }

    private static String verdict(File file, PDFAFlavour flavour) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, KEPT_FAILURES_OF_A_RULE, false, true, false)) {
            return verdict(validator.validate(parser));
        } catch (Exception unreadable) {
            return "FAIL, cannot be validated: " + unreadable;
        }
    }

    private static String verdict(ValidationResult result) {
        if (result.isCompliant() && result.getTotalAssertions() > 0) {
            return "PASS, 0 rules failed in " + result.getTotalAssertions() + " checks";
        }
        List<String> rules = new ArrayList<>();
        for (TestAssertion failure : result.getTestAssertions()) {
            if (failure.getStatus() == TestAssertion.Status.FAILED && rules.size() < SHOWN_RULES) {
                rules.add(failure.getRuleId().getClause() + "-" + failure.getRuleId().getTestNumber()
                        + " (" + result.getFailedChecks().get(failure.getRuleId()) + " times) "
                        + failure.getErrorMessage() + " at " + failure.getLocation().getContext());
            }
        }
        return "FAIL, " + result.getFailedChecks().size() + " rules failed: " + String.join("; ", rules);
    }
}
