"""All that the class types, from the empty cell to the end: `# %% 1: …` begins a checkpoint, `# %%` another cell.

It is read as text by `steps.py`; the cells of lessons/live_coding.ipynb are these, and a test holds them to it.
"""

# %% 1: the data
import numpy as np

from mlcore import DATASETS

data = DATASETS["moons"](200, rng=0)
X, Y = data
print(X.shape, Y.shape)


# %% 2: forward
def start(scale):
    """W1, b1, W2, b2 of a 2-8-1 net: random weights of this standard deviation, biases 0."""
    rng = np.random.default_rng(0)
    W1, b1 = scale * rng.standard_normal((8, 2)), np.zeros((8, 1))
    W2, b2 = scale * rng.standard_normal((1, 8)), np.zeros((1, 1))
    return W1, b1, W2, b2


# %%
def forward(X, W1, b1, W2, b2):
    """A1 and A2: tanh in the hidden layer, the sigmoid 1 / (1 + e^-z) on top."""
    ### BEGIN SOLUTION
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    A2 = 1 / (1 + np.exp(-Z2))
    return A1, A2
    ### END SOLUTION


# %% 3: the loss
def loss(Y, A2):
    """The cross-entropy: one number, the mean over all samples."""
    ### BEGIN SOLUTION
    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
    ### END SOLUTION


# %% 4: backward
def backward(X, Y, W2, A1, A2):
    """dW1, db1, dW2, db2: the slopes of the loss, in the order of the parameters."""
    ### BEGIN SOLUTION
    N_s = X.shape[1]
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / N_s
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    dW1 = dZ1 @ X.T / N_s
    db1 = dZ1.mean(axis=1, keepdims=True)
    return dW1, db1, dW2, db2
    ### END SOLUTION


# %% 5: the gradient check
def slope(loss_now, W, i, j, epsilon=1e-5):
    """How loss_now() changes with W[i, j], by two tries; W is left as it was."""
    ### BEGIN SOLUTION
    w = W[i, j]
    W[i, j] = w + epsilon
    above = loss_now()
    W[i, j] = w - epsilon
    below = loss_now()
    W[i, j] = w
    return (above - below) / (2 * epsilon)
    ### END SOLUTION


# %%
theta = start(0.5)
gradient = backward(X, Y, theta[2], *forward(X, *theta))


def loss_now():
    return loss(Y, forward(X, *theta)[1])


for W, dW in zip(theta, gradient, strict=True):
    tried = [slope(loss_now, W, i, j) for i, j in np.ndindex(W.shape)]
    print(W.shape, abs(dW.ravel() - tried).max())


# %% 6: update, and train
def update(theta, gradient, rate):
    """One step downhill: changes every array of theta in place."""
    ### BEGIN SOLUTION
    for W, dW in zip(theta, gradient, strict=True):
        W -= rate * dW
    ### END SOLUTION


# %%
def learn(theta, steps=1000, rate=1.0):
    """The loss before each update."""
    losses = []
    for _ in range(steps):
        A1, A2 = forward(X, *theta)
        losses.append(loss(Y, A2))
        update(theta, backward(X, Y, theta[2], A1, A2), rate)
    return losses


# %% 7: the same with mlcore
from mlcore import MLP, GradientDescent, train


def curve(initializer):
    """The losses of a 2-8-1 net that starts so."""
    net = MLP([2, 8, 1], "tanh", initializer=initializer, rng=0)
    return [record.loss for record in train(net, X, Y, GradientDescent(1.0), steps=1000)]


# %% 8: a start of one's own
def my_scale(n):
    """The standard deviation of a weight of a unit with n inputs."""
    ### BEGIN SOLUTION
    return 5 / 3 / n**0.5  # the gain for tanh in PyTorch
    ### END SOLUTION


# %%
from mlcore import INITIALIZERS, Initializer

INITIALIZERS["mine"] = Initializer(
    "mine", r"w \sim \mathcal{N}(0, s(n)^2)", "normal", lambda n, _: my_scale(n), "in"
)
