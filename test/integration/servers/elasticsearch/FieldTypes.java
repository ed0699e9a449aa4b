package gaps;

import java.util.Map;
import org.elasticsearch.index.mapper.KeywordFieldMapper;
import org.elasticsearch.index.mapper.Mapper;
import org.elasticsearch.index.mapper.MappingParserContext;
import org.elasticsearch.index.mapper.TextFieldMapper;

/** Types of fields that come from modules that are not published, as the plain types they are variants of. */
class FieldTypes {
  static Map<String, Mapper.TypeParser> parsers() {
    return Map.of(
        "match_only_text", TextFieldMapper.PARSER,
        "constant_keyword", KeywordFieldMapper.PARSER,
        "wildcard", FieldTypes::parseWildcard);
  }

  /** The real one takes values of any length, its stand-in would refuse the document. */
  private static Mapper.Builder parseWildcard(
      String name, Map<String, Object> node, MappingParserContext context) {
    node.put("ignore_above", 8191);
    return KeywordFieldMapper.PARSER.parse(name, node, context);
  }
}
