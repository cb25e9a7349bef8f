package linekeeper.telephony.ami;

import org.asteriskjava.manager.event.UserEvent;

/**
 * Our own sign of life through AMI. Public with this constructor because asterisk-java finds both
 * by reflection, and makes the event's name from the class's.
 */
public final class LinekeeperCanaryEvent extends UserEvent {
  private static final long serialVersionUID = 1L;

  /** As asterisk-java wants it. */
  public LinekeeperCanaryEvent(Object source) {
    super(source);
  }
}
