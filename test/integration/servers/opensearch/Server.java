import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node on 127.0.0.1 until standard input ends. Arguments: HOME HTTP_PORT TRANSPORT_PORT. */
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
    runner.build("-basePath", arguments[0], "-numOfNode", "1", "-clusterName", "test");
    while (System.in.read() >= 0) {}
    runner.close();
    System.exit(0);
  }
}
