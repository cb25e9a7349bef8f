package linekeeper.platform.web;

import java.io.IOException;

/** More was sent than we read. */
final class BodyTooLarge extends IOException {
  private static final long serialVersionUID = 1;

  BodyTooLarge(long limit) {
    super(explain(limit));
  }

  static String explain(long limit) {
    return "the body must not be larger than " + limit + " bytes";
  }
}
