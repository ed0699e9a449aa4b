package gaps;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.mapper.KeywordFieldMapper;
import org.elasticsearch.index.mapper.Mapper;
import org.elasticsearch.index.mapper.MappingParserContext;
import org.elasticsearch.index.mapper.TextFieldMapper;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.MapperPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/**
 * The server is published without the modules that its distribution has. This fills the gaps that are in the way: an
 * answer to GET /, and the types of fields that come from modules, as the plain types they are variants of.
 */
public class Gaps extends Plugin implements ActionPlugin, MapperPlugin {
  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return Map.of(
        "match_only_text", TextFieldMapper.PARSER,
        "constant_keyword", KeywordFieldMapper.PARSER,
        "wildcard", Gaps::parseWildcard);
  }

  /** The real one takes values of any length, its stand-in would refuse the document. */
  private static Mapper.Builder parseWildcard(
      String name, Map<String, Object> node, MappingParserContext context) {
    node.put("ignore_above", 8191);
    return KeywordFieldMapper.PARSER.parse(name, node, context);
  }

  @Override
  public List<RestHandler> getRestHandlers(
      RestHandlersServices services,
      Supplier<DiscoveryNodes> nodes,
      Predicate<NodeFeature> supports) {
    return List.of(new Root());
  }

  private static class Root extends BaseRestHandler {
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
}
