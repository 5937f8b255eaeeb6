#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void check(int result, const char *call) {
    if (result < 0) { perror(call); exit(1); }
}

int main(int argc, char *argv[]) {
    int port = argc > 1 ? atoi(argv[1]) : 7000;
    setlinebuf(stdout);

    int listener = socket(AF_INET, SOCK_STREAM, 0);
    check(listener, "socket");
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);

    struct sockaddr_in local = {
        .sin_family = AF_INET,
        .sin_port = htons(port),
        .sin_addr.s_addr = htonl(INADDR_ANY),
    };
    check(bind(listener, (struct sockaddr *)&local, sizeof local), "bind");
    check(listen(listener, SOMAXCONN), "listen");
    printf("listening on %d\n", port);

    for (;;) {
        int peer = accept(listener, NULL, NULL);
        check(peer, "accept");
        char buffer[4096];
        ssize_t n, total = 0;
        while ((n = recv(peer, buffer, sizeof buffer, 0)) > 0) {
            for (ssize_t sent = 0; sent < n;) {
                ssize_t more = send(peer, buffer + sent, n - sent, MSG_NOSIGNAL);
                check(more, "send");
                sent += more;
            }
            total += n;
        }
        close(peer);
        printf("echoed %zd bytes\n", total);
    }
}
