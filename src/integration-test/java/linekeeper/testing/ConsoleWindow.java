package linekeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.util.FileSystemUtils;

/**
 * A person's browser: a Chromium of its own with the console's page. Parts of the page are named by
 * their {@code data-test}; whatever is asked for is waited for.
 */
public final class ConsoleWindow implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // a microphone that beeps once a second, and nobody who would have to allow it
          "--use-fake-device-for-media-stream",
          "--use-fake-ui-for-media-stream",
          // where a machine has no address but this, the switch is reached by it
          "--allow-loopback-in-peer-connection",
          "--window-size=1440,960");

  /**
   * Looks on from before the first line of the page: whether a whole number was ever in the
   * document, how often a tone was begun, and what the browser's phone sends and hears.
   */
  private static final String WITNESS =
      """
      window.witness = { numbers: [], tones: 0, peers: [] };
      new MutationObserver(() => {
        const all = document.title + (document.documentElement?.outerHTML ?? '');
        witness.numbers.push(...(all.match(/1380013\\d{4}/g) ?? []));
      }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...when) { witness.tones++; start.apply(this, when); };
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(...given) { super(...given); witness.peers.push(this); }
      };
      """;

  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final Path profile;
  private final URI console;
  private final ChromeDriver driver;

  private ConsoleWindow(URI console) throws IOException {
    SELENIUM.setLevel(
        Level.SEVERE); // it misses a library for the newest browser, which we do not use
    this.console = console;
    this.profile = Files.createTempDirectory("linekeeper-browser");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium").toFile());
    options.addArguments(ARGUMENTS);
    options.addArguments("--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WITNESS));
  }

  /** Opens the console's page. */
  public static ConsoleWindow open(URI console) {
    try {
      ConsoleWindow window = new ConsoleWindow(console);
      window.driver.get(console.toString());
      if (window.driver.findElements(By.id("console")).isEmpty()) {
        window.close();
        throw new IllegalStateException("the console is not built: leave out -Dconsole.skip");
      }
      return window;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signs in. */
  public ConsoleWindow signsIn(String user, String password) {
    return writes("name", user).writes("password", password).clicks("enter");
  }

  /** Takes a free seat with a {@code SIP} phone or, with {@code WEBRTC}, this browser. */
  public ConsoleWindow takesSeat(String seat, String phone) {
    return clicks("seat-" + seat).clicks("phone-" + phone).clicks("take-seat").sees("own-state");
  }

  /** Waits until the page shows this part. */
  public ConsoleWindow sees(String part) {
    return sees(part, "");
  }

  /** Waits until the page shows this part with this text in it. */
  public ConsoleWindow sees(String part, String text) {
    Waits.until(
        "the page shows " + part + " " + text,
        () -> {
          String shown = shown(part);
          return shown != null && shown.contains(text);
        },
        this::wholeText);
    return this;
  }

  /** Waits until the page does not show this part. */
  public ConsoleWindow misses(String part) {
    Waits.until("the page hides " + part, () -> shown(part) == null, this::wholeText);
    return this;
  }

  /** The text of a part that is shown. */
  public String text(String part) {
    sees(part);
    return Objects.requireNonNull(shown(part));
  }

  /** Everything a person can read. */
  public String wholeText() {
    return script("return document.body.innerText").toString();
  }

  /** The window's title. */
  public String title() {
    return Objects.requireNonNullElse(driver.getTitle(), "");
  }

  /** Presses a button as soon as it can be pressed. */
  public ConsoleWindow clicks(String part) {
    Waits.until(
        part + " can be pressed",
        () -> {
          try {
            WebElement button = driver.findElement(part(part));
            if (button.isEnabled()) {
              button.click();
              return true;
            }
          } catch (WebDriverException e) {
            // not there yet, or just drawn anew
          }
          return false;
        },
        this::wholeText);
    return this;
  }

  /** Presses at a place of a part: 0 is its left end, 1 its right. */
  public ConsoleWindow clicksAt(String part, double share) {
    sees(part);
    WebElement found = driver.findElement(part(part));
    int width = found.getSize().getWidth();
    new Actions(driver)
        .moveToElement(found, (int) Math.round(width * (share - 0.5)), 0)
        .click()
        .perform();
    return this;
  }

  /** Waits until a script in the page returns true. */
  public ConsoleWindow awaits(String what, String script) {
    Waits.until(what, () -> script("return " + script).equals(true), this::wholeText);
    return this;
  }

  /** Presses a key of the keyboard. */
  public ConsoleWindow presses(CharSequence key) {
    driver.switchTo().activeElement().sendKeys(key);
    return this;
  }

  /** Writes into the field of this part, or into the field of this name. */
  public ConsoleWindow writes(String field, String text) {
    sees(field);
    WebElement found = driver.findElement(part(field));
    List<WebElement> inner = found.findElements(By.cssSelector("input, textarea"));
    WebElement input = inner.isEmpty() ? found : inner.getFirst();
    input.sendKeys(
        Keys.chord(Keys.CONTROL, "a"), text); // as a person would, over what stands there
    return this;
  }

  /** Loads the page again. */
  public ConsoleWindow reloads() {
    driver.navigate().refresh();
    return this;
  }

  /** Opens the page once more in the same browser, and looks at that one from now on. */
  public String opensAnother() {
    String before = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WITNESS));
    driver.get(console.toString());
    return before;
  }

  /** Looks at another page of the same browser; returns the one it looked at before. */
  public String turnsTo(String page) {
    String before = driver.getWindowHandle();
    driver.switchTo().window(page);
    return before;
  }

  /** What a script in the page returns; a promise is waited for. */
  public Object script(String script) {
    return Objects.requireNonNullElse(driver.executeScript(script), "");
  }

  /**
   * What the browser had to complain about so far: errors of the page, and broken rules of its
   * policy. A record sheet may be asked for a moment before it is there.
   *
   * @param expected what else may have failed, as a regular expression
   */
  public List<String> complaints(String expected) {
    Pattern known = Pattern.compile(expected + "|/sheet - .* 404 ");
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .filter(known.asPredicate().negate())
        .toList();
  }

  /** Every whole number that was ever in the page. */
  public List<?> numbers() {
    return (List<?>) script("return witness.numbers");
  }

  /** Keeps what the window shows as a PNG file; after a test, {@code target/console} has them. */
  public ConsoleWindow draws(Path file) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Closes the browser, and removes all that it kept. */
  @Override
  public void close() {
    driver.quit();
    Waits.until("the browser's directory is gone", this::removed, () -> profile);
  }

  private static Path program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + ": ./linekeeper test gets it"));
  }

  private boolean removed() {
    try {
      FileSystemUtils.deleteRecursively(profile);
      return !Files.exists(profile);
    } catch (IOException e) {
      return false; // it is still writing
    }
  }

  private @Nullable String shown(String part) {
    return (String)
        driver.executeScript(
            """
            const part = document.querySelector(`[data-test='${arguments[0]}']`);
            return part?.checkVisibility() ? part.innerText ?? '' : null;
            """,
            part);
  }

  private static By part(String name) {
    return By.cssSelector("[data-test='" + name + "']");
  }
}
