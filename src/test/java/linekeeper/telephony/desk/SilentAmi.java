package linekeeper.telephony.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.ami.Ami;
import linekeeper.telephony.ami.AmiFailure;

/** A manager interface that is not there. */
final class SilentAmi implements Ami {
  @Override
  public void connect(Listener listener) {}

  @Override
  public boolean connected() {
    return false;
  }

  @Override
  public CompletionStage<String> startRecording(LegId leg, String file) {
    return CompletableFuture.failedFuture(new AmiFailure("not connected"));
  }

  @Override
  public CompletionStage<Void> stopRecording(LegId leg, String handle) {
    return CompletableFuture.failedFuture(new AmiFailure("not connected"));
  }

  @Override
  public CompletionStage<Void> muteRecordings(LegId leg, boolean muted) {
    return CompletableFuture.failedFuture(new AmiFailure("not connected"));
  }

  @Override
  public CompletionStage<Void> joinFallback(SeatId seat) {
    return CompletableFuture.failedFuture(new AmiFailure("not connected"));
  }

  @Override
  public CompletionStage<Void> leaveFallback(SeatId seat) {
    return CompletableFuture.failedFuture(new AmiFailure("not connected"));
  }

  @Override
  public CompletionStage<Void> dropFence(AttemptId attempt) {
    return CompletableFuture.failedFuture(new AmiFailure("not connected"));
  }

  @Override
  public void sendCanary() {}

  @Override
  public void close() {}
}
