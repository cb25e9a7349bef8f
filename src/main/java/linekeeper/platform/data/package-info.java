/**
 * The database. Promises that a {@code DataSource} exists whose commits are on disk when they
 * return: an embedded PostgreSQL that this process starts, locks and stops, or one outside by
 * {@code spring.datasource.*}. Not promised by the embedded one: replicas, backups, or a life of
 * its own.
 */
@NullMarked
package linekeeper.platform.data;

import org.jspecify.annotations.NullMarked;
