#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void check(int result, const char *call) {
    if (result < 0) { perror(call); exit(1); }
}

int main(int argc, char *argv[]) {
    int port = argc > 1 ? atoi(argv[1]) : 7000;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    check(fd, "socket");

    struct sockaddr_in server = { .sin_family = AF_INET, .sin_port = htons(port) };
    inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
    check(connect(fd, (struct sockaddr *)&server, sizeof server), "connect");

    const char *text = "hello, socket";
    check(send(fd, text, strlen(text), MSG_NOSIGNAL), "send");
    check(shutdown(fd, SHUT_WR), "shutdown");

    char buffer[4096];
    size_t length = 0;
    ssize_t n;
    while ((n = recv(fd, buffer + length, sizeof buffer - length, 0)) > 0)
        length += n;
    check(n, "recv");
    printf("received %zu bytes: %.*s\n", length, (int)length, buffer);
    close(fd);
}
