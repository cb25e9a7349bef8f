package linekeeper.platform.retention;

import java.time.Instant;
import java.time.LocalDate;

/**
 * That something is to be deleted, and by what right.
 *
 * @param by who ordered it
 * @param why what for
 * @param lawfulFrom the first day on which it may be
 * @param rule by which rule, in the rule's own words
 */
public record PurgeOrder(String by, String why, Instant at, LocalDate lawfulFrom, String rule) {}
