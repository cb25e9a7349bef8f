package linekeeper.evidence.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import linekeeper.evidence.model.EvidenceItem.Told;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an upload, in the query.
 *
 * @param name the file's name, kept as a text
 * @param purpose what it shows
 * @param capturedAt when it was taken, as the uploader says
 * @param due until when it was due: one that comes later is marked as late
 * @param sha256 of the file, to be compared with what arrives
 * @param replaces the item that it corrects
 */
record UploadForm(
    @NotNull EvidenceKind kind,
    @NotBlank
        @Size(max = 255)
        @Pattern(regexp = "[^\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]*")
        String name,
    @Nullable @Size(max = 200) @Pattern(regexp = "[^\\p{Cc}]*") String purpose,
    @Nullable Instant capturedAt,
    @Nullable Instant due,
    @Nullable @Pattern(regexp = "[0-9A-Fa-f]{64}") String sha256,
    @Nullable EvidenceItemId replaces) {

  Told told(CallId call) {
    return new Told(
        call,
        kind,
        name.strip(),
        purpose == null ? "" : purpose.strip(),
        capturedAt,
        due,
        replaces);
  }
}
