package linekeeper.callback.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import linekeeper.kernel.PhoneNumber;

/**
 * The mainland's number plan: what a number is, and the one way to write it, so that a caller is
 * the same caller with a country code, with a trunk zero, or plain.
 *
 * @param areaCode completes a local number such as {@code 85012345}; empty where a local number
 *     cannot be completed
 */
public record NumberPlan(String areaCode) {
  private static final Pattern AREA = Pattern.compile("|0(10|2[0-9]|[3-9][0-9]{2})");
  private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern FIXED =
      Pattern.compile("0(10|2[0-9])[2-8][0-9]{7}|0[3-9][0-9]{2}[2-8][0-9]{6,7}");
  private static final Pattern LOCAL = Pattern.compile("[2-8][0-9]{6,7}");
  private static final Pattern SERVICE =
      Pattern.compile("9[56][0-9]{3,6}|10[0-9]{3,8}|[48]00[0-9]{7}");
  private static final Pattern HOTLINE = Pattern.compile("12[0-9]{3}");
  private static final Pattern EMERGENCY =
      Pattern.compile("(0[0-9]{2,3})?(110|112|119|120|122|911|999|95119|12110[0-9]*|12395)");
  private static final Pattern HOME = Pattern.compile("(\\+86|0086)(.*)");
  private static final Pattern PLAIN_HOME = Pattern.compile("86(1[3-9][0-9]{9})");
  private static final Pattern TRUNK_ZERO_MOBILE = Pattern.compile("0(1[3-9][0-9]{9})");
  private static final List<String> BEFORE = List.of("", "0", "86", "+86", "0086", "+860", "00860");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** Refuses what is no area code. */
  public NumberPlan {
    if (!AREA.matcher(areaCode).matches()) {
      throw new IllegalArgumentException(
          "areaCode: must be empty, or an area code such as 010 or 0571");
    }
  }

  /**
   * A number as it is read.
   *
   * @param dial how it is dialled and compared: national, without country code; as it was where it
   *     is no number of the plan
   */
  public record Reading(NumberKind kind, PhoneNumber dial) {}

  /** Reads a number; never fails. */
  public Reading read(PhoneNumber number) {
    if (number.withheld()) {
      return new Reading(NumberKind.WITHHELD, number);
    }
    String national = national(number.value());
    if (!DIGITS.matcher(national).matches()) {
      boolean foreign = number.value().startsWith("+");
      return new Reading(foreign ? NumberKind.FOREIGN : NumberKind.INVALID, number);
    }
    NumberKind kind = kind(national);
    if (kind == NumberKind.INVALID && LOCAL.matcher(national).matches() && !areaCode.isEmpty()) {
      return new Reading(NumberKind.FIXED, new PhoneNumber(areaCode + national));
    }
    return new Reading(kind, national.length() < 2 ? number : new PhoneNumber(national));
  }

  /**
   * Every way in which a carrier may write what is dialled like this: what is read as it, and
   * nothing else. Of a withheld number there is none.
   */
  public Set<PhoneNumber> spellings(PhoneNumber dial) {
    Set<PhoneNumber> spellings = new LinkedHashSet<>();
    for (String plain : plain(dial.value())) {
      for (String before : BEFORE) {
        PhoneNumber written = PhoneNumber.heard(before + plain);
        if (!written.withheld() && read(written).dial().equals(dial)) {
          spellings.add(written);
        }
      }
    }
    return spellings;
  }

  /** As it is, without its trunk zero, and without its area code. */
  private List<String> plain(String dial) {
    String trunkless = dial.startsWith("0") ? dial.substring(1) : dial;
    boolean local = !areaCode.isEmpty() && dial.startsWith(areaCode);
    return List.of(dial, trunkless, local ? dial.substring(areaCode.length()) : dial);
  }

  private static String national(String value) {
    var home = HOME.matcher(value);
    if (home.matches()) {
      String rest = home.group(2);
      // abroad the trunk zero of a fixed number is left out
      boolean fixed = !rest.startsWith("0") && FIXED.matcher("0" + rest).matches();
      return fixed && !MOBILE.matcher(rest).matches() ? "0" + rest : withoutZero(rest);
    }
    var plain = PLAIN_HOME.matcher(value);
    return plain.matches() ? plain.group(1) : withoutZero(value);
  }

  private static String withoutZero(String value) {
    var zero = TRUNK_ZERO_MOBILE.matcher(value);
    return zero.matches() ? zero.group(1) : value;
  }

  private static NumberKind kind(String national) {
    if (EMERGENCY.matcher(national).matches()) {
      return NumberKind.EMERGENCY;
    }
    if (national.startsWith("00")) {
      return NumberKind.FOREIGN;
    }
    if (MOBILE.matcher(national).matches()) {
      return NumberKind.MOBILE;
    }
    if (FIXED.matcher(national).matches()) {
      return NumberKind.FIXED;
    }
    if (SERVICE.matcher(national).matches()) {
      return NumberKind.SERVICE;
    }
    if (HOTLINE.matcher(national).matches()) {
      return NumberKind.HOTLINE;
    }
    return national.length() <= 4 ? NumberKind.EXTENSION : NumberKind.INVALID;
  }
}
