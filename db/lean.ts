import type {
  CompiledQuery,
  DatabaseConnection,
  OperationNode,
  QueryExecutor,
  RawNode,
  ValueNode,
} from 'kysely'

/**
 * The library's executor on one connection, by a shorter way: it walks a statement by visitors, and waits for several
 * promises of its own, for the sake of builders and plugins that a work does not use. Here a statement is the text and
 * the values that the stores wrote; whatever else is met goes the library's way.
 */
export function leanExecutor(executor: QueryExecutor, connection: DatabaseConnection): QueryExecutor {
  const own = executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) })
  if (own.plugins.length > 0) return own
  return {
    adapter: own.adapter,
    plugins: own.plugins,
    transformQuery: (node) => node,
    compileQuery: (node, queryId) => {
      const made: Made = { sql: '', parameters: [] }
      return written(node, made) ? { query: node, queryId, ...made } : own.compileQuery(node, queryId)
    },
    executeQuery: <R>(query: CompiledQuery<R>) => connection.executeQuery<R>(query),
    provideConnection: (consumer) => own.provideConnection(consumer),
    stream: (query, size) => own.stream(query, size),
    withConnectionProvider: (provider) => own.withConnectionProvider(provider),
    withPlugin: (plugin) => own.withPlugin(plugin),
    withPlugins: (plugins) => own.withPlugins(plugins),
    withPluginAtFront: (plugin) => own.withPluginAtFront(plugin),
    withoutPlugins: () => own.withoutPlugins(),
  }
}

type Made = { sql: string; parameters: unknown[] }

const isRaw = (node: OperationNode): node is RawNode => node.kind === 'RawNode'
const isValue = (node: OperationNode): node is ValueNode => node.kind === 'ValueNode'

/** Writes text and values one behind the other; false when something is neither. */
function written(node: OperationNode, made: Made): boolean {
  if (isValue(node)) {
    if (node.immediate === true) return false
    made.sql += `$${made.parameters.push(node.value)}`
    return true
  }
  if (!isRaw(node)) return false
  const { sqlFragments: texts, parameters } = node
  for (let at = 0; at < texts.length; at += 1) {
    made.sql += texts[at] ?? ''
    const inner = parameters[at]
    if (inner !== undefined && !written(inner, made)) return false
  }
  return true
}
