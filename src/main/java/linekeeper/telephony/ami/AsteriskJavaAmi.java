package linekeeper.telephony.ami;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.ari.PhoneRequests;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.DbDelAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.MixMonitorAction;
import org.asteriskjava.manager.action.MixMonitorMuteAction;
import org.asteriskjava.manager.action.QueueAddAction;
import org.asteriskjava.manager.action.QueueRemoveAction;
import org.asteriskjava.manager.action.StopMixMonitorAction;
import org.asteriskjava.manager.action.UserEventAction;
import org.asteriskjava.manager.event.ContactStatusEvent;
import org.asteriskjava.manager.event.FullyBootedEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.PeerStatusEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager interface by asterisk-java, which reconnects by itself once it was connected. */
public final class AsteriskJavaAmi implements Ami {
  private static final Logger LOG = LoggerFactory.getLogger(AsteriskJavaAmi.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration FIRST_CONNECTION_RETRY = Duration.ofSeconds(1);
  private static final String QUEUE = "fallback";
  private static final String HANDLE = "LINEKEEPER_RECORDING";

  private final DefaultManagerConnection connection;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("telephony-ami").factory());
  private volatile boolean closed;

  /** Not connected yet. */
  public AsteriskJavaAmi(String host, int port, String user, String secret) {
    connection = new DefaultManagerConnection(host, port, user, secret);
    connection.registerUserEventClass(LinekeeperCanaryEvent.class);
    connection.setDefaultResponseTimeout(PATIENCE.toMillis());
  }

  @Override
  public void connect(Listener listener) {
    connection.addEventListener(event -> hand(event, listener));
    Thread.ofVirtual().name("telephony-ami-connect").start(this::login);
  }

  @Override
  public boolean connected() {
    return connection.getState() == ManagerConnectionState.CONNECTED;
  }

  @Override
  public CompletionStage<String> startRecording(LegId leg, String file) {
    // D writes both directions as stereo; i() tells the handle of just this recording
    MixMonitorAction action = new MixMonitorAction(leg.value(), file, "Di(" + HANDLE + ")");
    return ask(action, response -> text(response.getAttribute("MixMonitorID")));
  }

  @Override
  public CompletionStage<Void> muteRecordings(LegId leg, boolean muted) {
    MixMonitorMuteAction action = new MixMonitorMuteAction(leg.value(), "both", muted ? 1 : 0);
    return ask(action, _ -> "").thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> stopRecording(LegId leg, String handle) {
    StopMixMonitorAction action = new StopMixMonitorAction(leg.value());
    if (!handle.isEmpty()) {
      action.setMixMonitorId(handle);
    }
    return ask(action, _ -> "").thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> joinFallback(SeatId seat) {
    String phone = phone(seat);
    QueueAddAction action = new QueueAddAction(QUEUE, phone);
    action.setMemberName(PhoneRequests.user(seat));
    action.setStateInterface(phone);
    return tolerant(ask(action, _ -> ""), "Already there");
  }

  @Override
  public CompletionStage<Void> leaveFallback(SeatId seat) {
    return tolerant(ask(new QueueRemoveAction(QUEUE, phone(seat)), _ -> ""), "Not there");
  }

  @Override
  public CompletionStage<Void> dropFence(AttemptId attempt) {
    DbDelAction action = new DbDelAction("attempt", attempt.value());
    return tolerant(ask(action, _ -> ""), "not found");
  }

  @Override
  public void sendCanary() {
    ask(new UserEventAction(new LinekeeperCanaryEvent(this)), _ -> "")
        .exceptionally(failure -> {
          LOG.debug("AMI canary: {}", failure.getMessage());
          return "";
        });
  }

  @Override
  public void close() {
    closed = true;
    sender.shutdownNow();
    try {
      connection.logoff();
    } catch (IllegalStateException _) {
      // was not connected
    }
  }

  private void login() {
    while (!closed) {
      try {
        connection.login();
        return;
      } catch (IOException | TimeoutException | AuthenticationFailedException failure) {
        LOG.warn("AMI: {}", failure.getMessage());
      } catch (IllegalStateException _) {
        return; // connected or connecting already
      }
      try {
        Thread.sleep(FIRST_CONNECTION_RETRY);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private static void hand(ManagerEvent event, Listener listener) {
    switch (event) {
      case LinekeeperCanaryEvent _ -> listener.canary();
      // said after each sign-in; "connected" comes before it, when nothing is heard yet
      case FullyBootedEvent _ -> listener.connected();
      case ContactStatusEvent contact -> changed(text(contact.getEndpointName()), listener);
      case PeerStatusEvent peer -> changed(text(peer.getPeer()).replace("PJSIP/", ""), listener);
      default -> {}
    }
  }

  private static void changed(String endpoint, Listener listener) {
    SeatId seat = PhoneRequests.seat(endpoint);
    if (seat != null) {
      listener.phoneChanged(seat);
    }
  }

  private CompletionStage<String> ask(
      ManagerAction action, Function<ManagerResponse, String> result) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    if (closed) {
      answer.completeExceptionally(new AmiFailure("the link to the switch is shut down"));
      return answer;
    }
    sender.execute(() -> {
      try {
        connection.sendAction(action, response -> complete(answer, response, result));
      } catch (IOException | IllegalStateException failure) {
        answer.completeExceptionally(new AmiFailure("AMI: " + text(failure.getMessage())));
      }
    });
    return answer
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure ->
            CompletableFuture.failedFuture(
                failure instanceof AmiFailure
                    ? failure
                    : new AmiFailure("AMI: no answer from the switch")));
  }

  private static void complete(
      CompletableFuture<String> answer,
      ManagerResponse response,
      Function<ManagerResponse, String> result) {
    if (response instanceof ManagerError) {
      answer.completeExceptionally(new AmiFailure(text(response.getMessage())));
    } else {
      answer.complete(result.apply(response));
    }
  }

  private static CompletionStage<Void> tolerant(CompletionStage<String> answer, String fine) {
    return answer.handle((_, failure) -> {
      if (failure != null && !AmiFailure.why(failure).contains(fine)) {
        throw new AmiFailure(AmiFailure.why(failure));
      }
      return null;
    });
  }

  private static String phone(SeatId seat) {
    return "PJSIP/" + PhoneRequests.user(seat);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
