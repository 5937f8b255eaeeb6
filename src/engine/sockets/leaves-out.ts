/** What the socket layer leaves out; the sentences stand in content/reasons/sockets as left-out.<id>. */
export const LEFT_OUT = ['socket-autotuning', 'socket-fork', 'socket-signals', 'socket-igmp'] as const;
