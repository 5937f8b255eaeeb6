/** What this model leaves out; the sentences stand in content/reasons/ways.<lang>.json under 'left-out.<id>'. */
export const LEFT_OUT = ['tls', 'parallel', 'thinking', 'one-machine', 'memory'] as const;
