import java.util.ArrayList;
import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node on 127.0.0.1 until standard input ends. Arguments: HOME HTTP_PORT TRANSPORT_PORT [PLUGIN]. */
public class Server {
  public static void main(String[] arguments) throws Exception {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild(
        (number, settings) ->
            settings
                .put("http.port", arguments[1])
                .put("transport.port", arguments[2])
                .put("network.host", "127.0.0.1")
                .put("discovery.type", "single-node")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .putList("node.roles", "cluster_manager", "data", "ingest"));
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-basePath", arguments[0], "-numOfNode", "1", "-clusterName", "test"));
    if (arguments.length > 3) options.addAll(List.of("-pluginTypes", arguments[3]));
    runner.build(options.toArray(new String[0]));
    while (System.in.read() >= 0) {}
    runner.close();
    System.exit(0);
  }
}
