#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
    int fd;
    size_t total, length, sent;
    char buffer[4096];
};

static void check(int result, const char *call) {
    if (result < 0) { perror(call); exit(1); }
}

static void watch(int epoll, int operation, int fd, uint32_t events, void *data) {
    struct epoll_event event = { .events = events, .data.ptr = data };
    check(epoll_ctl(epoll, operation, fd, &event), "epoll_ctl");
}

static int not_now(void) {
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

/* Goes on until a call would have to wait; says for what. 0: the peer is done. */
static uint32_t serve(struct peer *peer) {
    for (;;) {
        while (peer->sent < peer->length) {
            ssize_t n = send(peer->fd, peer->buffer + peer->sent, peer->length - peer->sent, MSG_NOSIGNAL);
            if (n < 0) return not_now() ? EPOLLOUT : 0;
            peer->sent += n;
        }
        ssize_t n = recv(peer->fd, peer->buffer, sizeof peer->buffer, 0);
        if (n < 0) return not_now() ? EPOLLIN : 0;
        if (n == 0) return 0;
        peer->total += n;
        peer->length = n;
        peer->sent = 0;
    }
}

int main(int argc, char *argv[]) {
    int port = argc > 1 ? atoi(argv[1]) : 7000;
    setlinebuf(stdout);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    check(listener, "socket");
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in local = { .sin_family = AF_INET, .sin_port = htons(port) };
    check(bind(listener, (struct sockaddr *)&local, sizeof local), "bind");
    check(listen(listener, SOMAXCONN), "listen");
    printf("listening on %d\n", port);

    int epoll = epoll_create1(0);
    check(epoll, "epoll_create1");
    watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN, NULL);
    for (;;) {
        struct epoll_event ready[64];
        int count = epoll_wait(epoll, ready, 64, -1);
        for (int i = 0; i < count; i++) {
            struct peer *peer = ready[i].data.ptr;
            if (peer == NULL) {
                int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
                if (fd < 0) continue;
                peer = calloc(1, sizeof *peer);
                peer->fd = fd;
                watch(epoll, EPOLL_CTL_ADD, fd, EPOLLIN, peer);
                continue;
            }
            uint32_t waits_for = serve(peer);
            if (waits_for != 0) {
                watch(epoll, EPOLL_CTL_MOD, peer->fd, waits_for, peer);
                continue;
            }
            printf("echoed %zu bytes\n", peer->total);
            close(peer->fd);
            free(peer);
        }
    }
}
