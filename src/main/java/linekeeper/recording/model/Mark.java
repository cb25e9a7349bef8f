package linekeeper.recording.model;

import java.time.Instant;
import java.util.UUID;

/**
 * What a listener noted at a time of a recording.
 *
 * @param atMillis the time, from the recording's beginning
 * @param text a comment, or empty
 */
public record Mark(UUID id, long atMillis, String text, String by, Instant at) {}
