/**
 * What every benchmark shares: rounds in rotated order, a canary that tells a disturbed round,
 * ratios with an interval, processor time, and a report that says what was seen.
 */
@NullMarked
package linekeeper.benchmark.harness;

import org.jspecify.annotations.NullMarked;
