package linekeeper.telephony.desk;

import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiFunction;
import linekeeper.telephony.ami.Ami;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriSocket;
import org.jspecify.annotations.Nullable;

/**
 * What a switch is built from.
 *
 * @param clock must never run backwards
 * @param reserve bytes that recordings leave free on the spool's disk
 * @param ledger the switch's ledger, or null where it cannot be seen from here
 */
record Equipment(
    EventLoop loop,
    InstantSource clock,
    AriAddress address,
    BiFunction<EventLoop, AriSocket.Listener, AriSocket> opener,
    Ami ami,
    String application,
    Path spool,
    long reserve,
    @Nullable Path ledger,
    Phones.Registrar registrar,
    Counts counts) {}
