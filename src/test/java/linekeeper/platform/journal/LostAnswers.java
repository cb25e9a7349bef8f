package linekeeper.platform.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that commits, and whose next answers to that are lost with the connection. */
final class LostAnswers extends DelegatingDataSource {
  private final AtomicInteger lose = new AtomicInteger();

  LostAnswers(DataSource database) {
    super(database);
  }

  /** Loses so many answers. */
  void lose(int answers) {
    lose.set(answers);
  }

  /** How many answers are still to be lost. */
  int left() {
    return lose.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                if (method.getName().equals("commit") && lose.getAndUpdate(LostAnswers::less) > 0) {
                  real.close();
                  throw new SQLException("the connection broke", "08006");
                }
                return answer;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private static int less(int count) {
    return Math.max(0, count - 1);
  }
}
