package linekeeper.recording.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store itself keeps of a recording, as it confirmed: whoever goes around us is refused as
 * well.
 *
 * @param until until when it refuses to delete it; null where it was never asked, or cannot
 * @param held whether it refuses also after that
 * @param refusal why it did not do what it was last asked for; null where it did
 */
public record StoreLock(@Nullable Instant until, boolean held, @Nullable String refusal) {}
