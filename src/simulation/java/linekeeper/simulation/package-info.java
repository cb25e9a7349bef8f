/**
 * Floors in virtual time, from a seed: modelled callers, phones, agents and a modelled switch that
 * duplicates and reorders, refuses, drops its link and begins anew, while the application restarts.
 * The same seed always gives the same story.
 */
@NullMarked
package linekeeper.simulation;

import org.jspecify.annotations.NullMarked;
