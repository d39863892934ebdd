import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.verapdf.ReleaseDetails;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Hold PDF files against what handpress claims of them, with the engine of veraPDF. */
public final class VeraCheck {
    private static final Map<String, PDFAFlavour> CLAIMS = new TreeMap<>(
            Map.of("PDF/A-2a", PDFAFlavour.PDFA_2_A, "PDF/UA-1", PDFAFlavour.PDFUA_1));
    /** Sheets for the printer; their pages claim more before they are laid onto them. */
    private static final Map<String, PDFAFlavour> IMPOSED =
            Map.of("PDF/A-2b", PDFAFlavour.PDFA_2_B);
    private static final int SHOWN_RULES = 3;

    public static void main(String[] files) {
        VeraGreenfieldFoundryProvider.initialise();
        System.out.println("veraPDF " + ReleaseDetails.getInstance().getVersion());
        boolean allPass = true;
        for (String file : files) {
            boolean isImposed = file.contains(".booklet.") || file.contains(".card.");
            for (Map.Entry<String, PDFAFlavour> claim :
                    (isImposed ? IMPOSED : CLAIMS).entrySet()) {
                String verdict = verdict(new File(file), claim.getValue());
                System.out.println(claim.getKey() + "  " + file + "  " + verdict);
                allPass &= verdict.startsWith("PASS");
            }
        }
        System.exit(allPass ? 0 : 1);
    }

    private static String verdict(File file, PDFAFlavour flavour) {
        // One failure of each rule is kept, with veraPDF's message; the rest are counted.
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, 1, false, true, false)) {
            return verdict(validator.validate(parser));
        } catch (Exception unreadable) {
            return "FAIL, cannot be validated: " + unreadable;
        }
    }

    private static String verdict(ValidationResult result) {
        String checks = " in " + result.getTotalAssertions() + " checks";
        if (result.isCompliant() && result.getTotalAssertions() > 0) {
            return "PASS, failed rules: 0" + checks;
        }
        String first = result.getTestAssertions().stream()
                .limit(SHOWN_RULES)
                .map(failure -> described(failure, result))
                .collect(Collectors.joining("; "));
        int failed = result.getFailedChecks().size();
        return "FAIL, failed rules: " + failed + checks + ": " + first;
    }

    private static String described(TestAssertion failure, ValidationResult result) {
        RuleId rule = failure.getRuleId();
        return rule.getClause() + "-" + rule.getTestNumber()
                + " (" + result.getFailedChecks().get(rule) + " times) "
                + failure.getErrorMessage() + " at " + failure.getLocation().getContext();
    }
}
