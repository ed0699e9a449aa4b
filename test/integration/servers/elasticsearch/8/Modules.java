import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.plugins.PluginsLoader;

/** How modules are loaded differs between the major versions. */
class Modules {
  static PluginsLoader in(Path directory) {
    var modules = PluginsLoader.loadModulesBundles(directory);
    return PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of(), false);
  }
}
