package linekeeper.telephony.desk;

import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiFunction;
import linekeeper.telephony.ami.Ami;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriSocket;

/**
 * What a switch is built from.
 *
 * @param clock must never run backwards
 */
record Equipment(
    EventLoop loop,
    InstantSource clock,
    AriAddress address,
    BiFunction<EventLoop, AriSocket.Listener, AriSocket> opener,
    Ami ami,
    String application,
    Path spool,
    Phones.Registrar registrar,
    Counts counts) {}
