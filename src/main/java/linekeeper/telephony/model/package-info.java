/**
 * The link to the switch as a pure machine: it decides when to connect, to take stock, to hold the
 * switch for frozen and to try again; others do it. Nothing here reads a clock or rolls a die.
 */
@NullMarked
package linekeeper.telephony.model;

import org.jspecify.annotations.NullMarked;
