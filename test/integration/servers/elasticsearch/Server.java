import java.nio.file.Path;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;

/** One node on 127.0.0.1 until standard input ends. Arguments: HOME HTTP_PORT TRANSPORT_PORT. */
public class Server {
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    Settings settings =
        Settings.builder()
            .put("path.home", home)
            .put("node.name", "node-1")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            .put("transport.port", arguments[2])
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    var environment =
        InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> "node-1");
    LogConfigurator.configureESLogging();
    try (Node node = new Node(environment, Modules.in(home.resolve("modules")))) {
      node.start();
      while (System.in.read() >= 0) {}
    }
    System.exit(0);
  }
}
