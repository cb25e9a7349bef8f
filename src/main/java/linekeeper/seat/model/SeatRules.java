package linekeeper.seat.model;

import java.time.Duration;

/**
 * The rules of a floor's seats.
 *
 * @param wrapUp how long a wrap-up lasts unless it is finished before; zero for none
 * @param consoleGrace how long a console may be away before its session ends
 * @param missedLimit offers missed in a row after which a seat is made busy; 0 for never
 */
public record SeatRules(Duration wrapUp, Duration consoleGrace, int missedLimit) {}
