package linekeeper.platform.retention.store;

/**
 * A table of things that are kept, with a table of their holds. All of it is written in our own
 * code: it becomes part of statements.
 *
 * @param name of the table, with the columns {@code id} and {@code lock_...}
 * @param holds the name of the holds' table
 * @param subject the holds' column that names what they hold
 * @param stored the condition under which the store has it, as the indexes say it
 */
public record KeptTable(String name, String holds, String subject, String stored) {}
