package gaps;

import java.util.List;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/** The answer to GET / comes from a module that is not published. */
class Root extends BaseRestHandler {
  @Override
  public String getName() {
    return "root";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(RestRequest.Method.GET, "/"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    String body = "{\"version\":{\"number\":\"" + Build.current().version() + "\"}}";
    return channel ->
        channel.sendResponse(new RestResponse(RestStatus.OK, "application/json", body));
  }
}
