import java.util.Arrays;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of a cluster in a process of its own, so that it can be killed by itself.
 *
 * The runner's own command puts all nodes in one process. Arguments: a folder for its data, the name of the cluster,
 * the number of this node from 1, its HTTP port, and the ports at which the nodes talk to each other, with commas.
 */
public class Node {
    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        int number = Integer.parseInt(arguments[2]);
        String[] ports = arguments[4].split(",");
        String[] hosts = Arrays.stream(ports).map(port -> "127.0.0.1:" + port).toArray(String[]::new);
        String[] names = new String[ports.length];
        Arrays.setAll(names, index -> "node-" + (index + 1));
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((index, settings) -> {
            settings.put("node.name", names[number - 1]);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", arguments[3]);
            settings.put("transport.port", ports[number - 1]);
            settings.putList("discovery.seed_hosts", hosts);
            settings.putList("cluster.initial_cluster_manager_nodes", names);
            // The runner takes one node for a cluster of one, unless told otherwise.
            settings.put("discovery.type", "zen");
        }).build(OpenSearchRunner.newConfigs().basePath(folder).numOfNode(1).clusterName(arguments[1]));
        Thread.currentThread().join();
    }
}
