"""The way between a page and its kernel."""

from collections import deque

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.iostream import StreamBufferFullError
from tornado.websocket import WebSocketClosedError

from app.server.frames import V1, check, split

MOST_SOCKETS = 8  # of one kernel; each takes places of which the whole server has about a thousand
MOST_WAITING = 32 << 20  # bytes that a page has not taken yet
MOST_KEPT = 1000  # messages kept for a page that may come back


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's, which sends each picture at once: with Nagle's algorithm a frame waits 45 ms for the one before."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()

    def handle_incoming_message(self, incoming_msg):
        """Jupyter's, which believes the count in a frame: eight bytes would stop it for ever."""
        if self.subprotocol == V1:
            try:
                split(incoming_msg)
            except ValueError as error:
                self.websocket_handler.close(1008, str(error))
                return
        super().handle_incoming_message(incoming_msg)


class PageConnection(PromptConnection):
    """One where no message decides how long the server works.

    Jupyter asks at every message which protocol was agreed on, and takes the older one for agreed while a socket
    closes, which Voilà then reads as the newer one. Here it is agreed on when the socket opens, or the socket closes.
    """

    subprotocol = V1
    connected = False

    @property
    def closing(self):
        socket = self.websocket_handler.ws_connection
        return socket is None or socket.is_closing()

    def refuse(self, reason: str) -> None:
        """Closes the socket, without waiting for what else it has to say."""
        if self.closing:
            return
        stream = self.websocket_handler.ws_connection.stream
        self.websocket_handler.close(1008, reason)
        stream.close()

    async def connect(self):
        handler = self.websocket_handler
        if self.closing:
            return
        if handler.selected_subprotocol != V1:
            self.refuse(f"speak {V1}")
            return
        kernels = self.multi_kernel_manager
        others = sum(other.kernel_id == self.kernel_id for other in self._open_sockets)
        if self.kernel_id not in kernels or others >= MOST_SOCKETS:
            self.refuse("the kernel is gone, or has too many connections")
            return
        handler.ws_connection.stream.max_write_buffer_size = MOST_WAITING
        self.connected = True
        if opening := super().connect():
            await opening

    def disconnect(self):
        if not self.connected:  # or not any more: Jupyter counts how many are
            if self._open_sessions.get(self.session_key) is self.websocket_handler:
                del self._open_sessions[self.session_key]
            return
        self.connected = False
        super().disconnect()
        kept = self.multi_kernel_manager._kernel_buffers.get(self.kernel_id)
        if kept:
            kept["buffer"] = deque(kept["buffer"], MOST_KEPT)

    def handle_incoming_message(self, incoming_msg):
        if self.closing:
            return
        try:
            check(incoming_msg)
        except ValueError as error:
            self.refuse(str(error))
            return
        super().handle_incoming_message(incoming_msg)

    def handle_outgoing_message(self, stream, outgoing_msg):
        if not self.closing:
            super().handle_outgoing_message(stream, outgoing_msg)

    def write_message(self, message, binary=True):
        """Drops what comes while the socket closes; closes one whose page takes nothing any more."""
        socket = self.websocket_handler.ws_connection
        try:
            sent = self.websocket_handler.write_message(message, binary)
        except WebSocketClosedError:
            return
        except StreamBufferFullError:
            socket.stream.close()
            return
        if sent:
            sent.add_done_callback(lambda sent: sent.cancelled() or sent.exception())
