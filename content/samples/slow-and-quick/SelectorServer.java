import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

public class SelectorServer {
    /** Of one connection: what was read and has not been written back yet, and how much in all. */
    private static final class Peer {
        final ByteBuffer unsent = ByteBuffer.allocate(4096).limit(0);
        long total;
    }

    public static void main(String[] args) throws IOException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 7000;
        try (Selector selector = Selector.open(); ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(port));
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("listening on " + port);
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable()) {
                        accept(listener, selector);
                        continue;
                    }
                    try {
                        serve(key);
                    } catch (IOException e) {
                        key.channel().close();
                    }
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private static void accept(ServerSocketChannel listener, Selector selector) throws IOException {
        SocketChannel channel = listener.accept();
        if (channel == null) return;
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Peer());
    }

    private static void serve(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Peer peer = (Peer) key.attachment();
        if (!peer.unsent.hasRemaining()) {
            int n = channel.read(peer.unsent.clear());
            peer.unsent.flip();
            if (n < 0) {
                System.out.println("echoed " + peer.total + " bytes");
                channel.close();
                return;
            }
            peer.total += n;
        }
        channel.write(peer.unsent);
        key.interestOps(peer.unsent.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
