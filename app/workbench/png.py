"""PNG for live frames, in a third of Pillow's time.

Pillow tries five filters on every row. A plot is flat: subtracting the row above makes nearly all of it zero,
and the fastest compression then does as well (816 × 400: 2.7 ms and 57 kB, for 7.5 ms and 52 kB).
"""

import struct
import zlib

import numpy as np

UP = 2  # PNG specification, section 9.2: each byte less the one above it


def to_png(pixels: np.ndarray) -> bytes:
    """The bytes of a PNG of an image (height × width × 3 or 4, uint8); it becomes opaque."""
    height, width, _ = pixels.shape
    rgb = np.empty((height, width, 3), np.uint8)
    for colour in range(3):  # one at a time: a fifth of the time of a slice
        rgb[..., colour] = pixels[..., colour]
    rows = rgb.reshape(height, width * 3)
    filtered = np.empty((height, 1 + width * 3), np.uint8)
    filtered[:, 0] = UP
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a channel, RGB
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(filtered.data, 1)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG: length, name, data, checksum (PNG specification, section 5.3)."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
