"""Writes keras.json: what Keras itself computes for the cases below.

    KERAS_BACKEND=torch python make_keras_json.py           computes all cases anew and writes the file
    KERAS_BACKEND=torch python make_keras_json.py --check   computes them, and says how far the file is from them

Needs keras==3.16.* and torch (2.x, on the processor; keras.json itself was made with Keras's commit 3422977a on torch 1.13).
A new golden is a line in one of the tables. Inputs and first weights of cases that the file has are kept; those of new ones are drawn.
"""

import json
import math
import os
import pathlib
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
import torch
from keras import layers, losses, metrics, optimizers
from keras.optimizers import schedules

FILE = pathlib.Path(__file__).parent / "keras.json"
TOLERANCE = 2e-6

NAN = float("nan")
DOWN_AND_UP = [0.9, 0.8, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75]
UP_IN_BETWEEN = [10.0, 9.0, 8.0, 9.0, 8.9, 8.8, 8.7, 8.6, 8.5]
SMALL_STEPS = [0.5, 0.49, 0.485, 0.48, 0.47, 0.3, 0.31, 0.32, 0.33, 0.34]
NO_NUMBERS = [1.0, NAN, 0.9, NAN, NAN, 0.8]
PLATEAU = [1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 1.0]

OPTIMIZERS = {
    "SGD": lambda: optimizers.SGD(0.1),
    "SGD_momentum": lambda: optimizers.SGD(0.1, momentum=0.9),
    "SGD_nesterov": lambda: optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    "SGD_weight_decay": lambda: optimizers.SGD(0.1, weight_decay=0.01),
    "SGD_clipnorm": lambda: optimizers.SGD(0.1, clipnorm=0.5),
    "SGD_clipvalue": lambda: optimizers.SGD(0.1, clipvalue=0.15),
    "SGD_global_clipnorm": lambda: optimizers.SGD(0.1, global_clipnorm=0.5),
    "SGD_grad_accum2": lambda: optimizers.SGD(0.1, gradient_accumulation_steps=2),
    "SGD_ema": lambda: optimizers.SGD(0.1, use_ema=True, ema_momentum=0.9),
    "SGD_ema_overwrite2": lambda: optimizers.SGD(0.1, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=2),
    "RMSprop": lambda: optimizers.RMSprop(0.01),
    "RMSprop_centered_momentum": lambda: optimizers.RMSprop(0.01, momentum=0.5, centered=True),
    "Adam": lambda: optimizers.Adam(0.01),
    "Adam_amsgrad": lambda: optimizers.Adam(0.01, amsgrad=True),
    "Adam_grad_accum2": lambda: optimizers.Adam(0.01, gradient_accumulation_steps=2),
    "AdamW": lambda: optimizers.AdamW(0.01),
    "Nadam": lambda: optimizers.Nadam(0.01),
    "Adamax": lambda: optimizers.Adamax(0.01),
    "Adagrad": lambda: optimizers.Adagrad(0.1),
    "Adadelta": lambda: optimizers.Adadelta(1.0),
    "Ftrl": lambda: optimizers.Ftrl(0.1),
    "Ftrl_l1l2": lambda: optimizers.Ftrl(
        0.1, l1_regularization_strength=0.1, l2_regularization_strength=0.2, l2_shrinkage_regularization_strength=0.01, beta=0.1
    ),
    "Lion": lambda: optimizers.Lion(0.01),
    "Muon": lambda: optimizers.Muon(0.01),
    "Adafactor": lambda: optimizers.Adafactor(0.01),
    "ScheduleFreeAdamW": lambda: optimizers.ScheduleFreeAdamW(0.01),
    "Adam_ExponentialDecay": lambda: optimizers.Adam(schedules.ExponentialDecay(0.01, 2, 0.5)),
    "Lamb": lambda: optimizers.Lamb(0.01),
}

SCHEDULES = {
    "ExponentialDecay(0.1,10,0.5)": schedules.ExponentialDecay(0.1, 10, 0.5),
    "ExponentialDecay staircase": schedules.ExponentialDecay(0.1, 10, 0.5, staircase=True),
    "PiecewiseConstantDecay([5,10],[1,.5,.1])": schedules.PiecewiseConstantDecay([5, 10], [1.0, 0.5, 0.1]),
    "PolynomialDecay(0.1,10,0.01,power=2)": schedules.PolynomialDecay(0.1, 10, 0.01, power=2),
    "PolynomialDecay cycle": schedules.PolynomialDecay(0.1, 10, 0.01, cycle=True),
    "InverseTimeDecay(0.1,10,0.5)": schedules.InverseTimeDecay(0.1, 10, 0.5),
    "CosineDecay(0.1,20,alpha=0.1)": schedules.CosineDecay(0.1, 20, alpha=0.1),
    "CosineDecay warmup(0.0->0.1 in 5, 20)": schedules.CosineDecay(0.0, 20, warmup_target=0.1, warmup_steps=5),
    "CosineDecayRestarts(0.1,5)": schedules.CosineDecayRestarts(0.1, 5),
    "CosineDecayRestarts t1 m.5": schedules.CosineDecayRestarts(0.1, 5, t_mul=1.0, m_mul=0.5, alpha=0.1),
}

# Class, arguments, labels, outputs, and the weights with which the case is repeated; the arrays are in the file's losses.inputs.
LOSSES = [
    *[("CategoricalCrossentropy", {**a, **b}, "onehot_true", "logits" if a else "probs", "sw4")
      for b in ({}, {"label_smoothing": 0.1}) for a in ({}, {"from_logits": True})],
    ("SparseCategoricalCrossentropy", {}, "sparse_true", "probs", "sw4"),
    ("SparseCategoricalCrossentropy", {"from_logits": True}, "sparse_true", "logits", "sw4"),
    ("SparseCategoricalCrossentropy", {"ignore_class": 0}, "sparse_true", "probs", "sw4"),
    *[("BinaryCrossentropy", {**a, **b}, "bin_true", "bin_logits" if a else "bin_probs", "sw4")
      for b in ({}, {"label_smoothing": 0.2}) for a in ({}, {"from_logits": True})],
    ("BinaryFocalCrossentropy", {}, "bin_true", "bin_probs", None),
    ("BinaryFocalCrossentropy", {"apply_class_balancing": True, "from_logits": True}, "bin_true", "bin_logits", None),
    ("CategoricalFocalCrossentropy", {}, "onehot_true", "probs", None),
    *[(name, {}, "reg_true", "reg_pred", "sw3")
      for name in ("MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Huber")],
    ("Huber", {"delta": 0.3}, "reg_true", "reg_pred", "sw3"),
    ("LogCosh", {}, "reg_true", "reg_pred", "sw3"),
    ("CosineSimilarity", {}, "reg_true", "reg_pred", "sw3"),
    ("Poisson", {}, "abs(reg_true)", "abs(reg_pred)", "sw3"),
    ("Hinge", {}, "bin_true", "bin_logits", None),
    ("SquaredHinge", {}, "bin_true", "bin_logits", None),
    ("CategoricalHinge", {}, "onehot_true", "probs", None),
    ("KLDivergence", {}, "onehot_true", "probs", None),
    ("Dice", {}, "onehot_true", "probs", None),
    ("Tversky", {}, "onehot_true", "probs", None),
]

# Groups of metrics, each computed without weights and then with those that are named.
METRICS = [
    ("sw4", [
        ("CategoricalAccuracy", metrics.CategoricalAccuracy, "onehot_true", "probs"),
        ("SparseCategoricalAccuracy", metrics.SparseCategoricalAccuracy, "sparse_true[:,None]", "probs"),
        ("BinaryAccuracy", metrics.BinaryAccuracy, "bin_true", "bin_probs"),
        ("TopKCategoricalAccuracy(k=2)", lambda: metrics.TopKCategoricalAccuracy(k=2), "onehot_true", "probs"),
        ("Precision", metrics.Precision, "bin_true", "bin_probs"),
        ("Recall", metrics.Recall, "bin_true", "bin_probs"),
        ("AUC", metrics.AUC, "bin_true", "bin_probs"),
        ("TruePositives", metrics.TruePositives, "bin_true", "bin_probs"),
        ("FalsePositives", metrics.FalsePositives, "bin_true", "bin_probs"),
        ("TrueNegatives", metrics.TrueNegatives, "bin_true", "bin_probs"),
        ("FalseNegatives", metrics.FalseNegatives, "bin_true", "bin_probs"),
        ("AUC(curve=PR)", lambda: metrics.AUC(curve="PR"), "bin_true", "bin_probs"),
        ("F1Score(macro)", lambda: metrics.F1Score(average="macro"), "onehot_true", "probs"),
    ]),
    ("sw3", [(name, getattr(metrics, name), "reg_true", "reg_pred")
             for name in ("MeanSquaredError", "RootMeanSquaredError", "MeanAbsoluteError", "R2Score", "CosineSimilarity")]),
]

# Name, the layer, the input's shape, and whether it is called as in training (None: the layer does not ask).
LAYERS = [
    ("Dense(3,relu)", lambda: layers.Dense(3, "relu"), (2, 4), False),
    ("Dense(2) on rank3", lambda: layers.Dense(2), (2, 3, 4), False),
    ("Conv2D(2,3,valid)", lambda: layers.Conv2D(2, 3), (1, 5, 5, 2), False),
    ("Conv2D(2,3,strides=2,same)", lambda: layers.Conv2D(2, 3, strides=2, padding="same"), (1, 5, 4, 2), False),
    ("Conv2D(2,2,strides=2,same) even", lambda: layers.Conv2D(2, 2, strides=2, padding="same"), (1, 5, 5, 1), False),
    ("Conv2D(2,3,dilation=2,same)", lambda: layers.Conv2D(2, 3, dilation_rate=2, padding="same"), (1, 6, 6, 1), False),
    ("Conv2D(4,3,groups=2)", lambda: layers.Conv2D(4, 3, groups=2), (1, 4, 4, 4), False),
    ("Conv1D(2,3,causal)", lambda: layers.Conv1D(2, 3, padding="causal"), (1, 5, 2), False),
    ("DepthwiseConv2D(2,depth_multiplier=2)", lambda: layers.DepthwiseConv2D(2, depth_multiplier=2), (1, 3, 3, 2), False),
    ("Conv2DTranspose(2,3,strides=2,same)", lambda: layers.Conv2DTranspose(2, 3, strides=2, padding="same"), (1, 3, 3, 1), False),
    ("Conv2DTranspose(1,3,strides=2,valid)", lambda: layers.Conv2DTranspose(1, 3, strides=2), (1, 2, 2, 1), False),
    ("MaxPooling2D(2,same)", lambda: layers.MaxPooling2D(2, padding="same"), (1, 3, 3, 1), False),
    ("AveragePooling2D(2,same) excludes pad", lambda: layers.AveragePooling2D(2, padding="same"), (1, 3, 3, 1), False),
    ("GlobalAveragePooling2D", layers.GlobalAveragePooling2D, (1, 3, 3, 2), False),
    ("Flatten", layers.Flatten, (1, 2, 2, 2), False),
    ("BatchNormalization train", layers.BatchNormalization, (4, 3), True),
    ("BatchNormalization infer", layers.BatchNormalization, (4, 3), False),
    ("BatchNormalization renorm train", lambda: layers.BatchNormalization(renorm=True, renorm_clipping={"dmax": 0.5}), (4, 2), True),
    ("LayerNormalization", layers.LayerNormalization, (2, 4), None),
    ("GroupNormalization(2)", lambda: layers.GroupNormalization(2), (2, 3, 4), None),
    ("RMSNormalization", layers.RMSNormalization, (2, 4), None),
    ("SimpleRNN(2)", lambda: layers.SimpleRNN(2), (2, 3, 3), False),
    ("SimpleRNN(2,return_sequences)", lambda: layers.SimpleRNN(2, return_sequences=True), (1, 3, 2), False),
    ("LSTM(2)", lambda: layers.LSTM(2), (2, 3, 3), False),
    ("LSTM(2,return_sequences)", lambda: layers.LSTM(2, return_sequences=True), (1, 3, 2), False),
    ("GRU(2)", lambda: layers.GRU(2), (2, 3, 3), False),
    ("GRU(2,return_sequences)", lambda: layers.GRU(2, return_sequences=True), (1, 3, 2), False),
    ("GRU(2,reset_after=False)", lambda: layers.GRU(2, reset_after=False), (1, 3, 2), False),
    ("Bidirectional(LSTM(2))", lambda: layers.Bidirectional(layers.LSTM(2)), (1, 3, 2), False),
    ("Embedding(5,3)", lambda: layers.Embedding(5, 3), (1, 3), None),
]

ACTIVATIONS = ["relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "softsign", "hard_sigmoid", "hard_tanh", "tanh", "sigmoid",
               "softmax", "mish", "exponential", "relu6", "log_softmax", "celu"]

SHUFFLES = {
    "n7_bs3_3epochs_default": (7, {"batch_size": 3, "epochs": 3}),
    "n7_bs3_2epochs_shuffle_batch": (7, {"batch_size": 3, "epochs": 2, "shuffle": "batch"}),
    "n7_bs3_noshuffle": (7, {"batch_size": 3, "shuffle": False}),
    "validation_split0.3_n10_bs4": (10, {"batch_size": 4, "validation_split": 0.3}),
    "steps_per_epoch2_n7_bs3_3ep": (7, {"batch_size": 3, "epochs": 3, "steps_per_epoch": 2}),
}


def binary(last="sigmoid", regularizer=None):
    return [layers.Dense(5, "tanh", kernel_regularizer=regularizer), layers.Dense(1, last)]


# Name, layers, labels, arguments of compile and of fit.
TRAININGS = [
    ("binary sgd bs6 shuffle default vsplit .2", binary, "T_binary",
     lambda: {"optimizer": optimizers.SGD(0.5), "loss": "binary_crossentropy", "metrics": ["accuracy"]},
     {"batch_size": 6, "epochs": 3, "validation_split": 0.2}),
    ("binary adam bs6 no shuffle", binary, "T_binary",
     lambda: {"optimizer": optimizers.Adam(0.05), "loss": "binary_crossentropy", "metrics": ["accuracy"]},
     {"batch_size": 6, "epochs": 3, "shuffle": False}),
    ("binary sgd class_weight, weighted+unweighted metrics", binary, "T_binary",
     lambda: {"optimizer": optimizers.SGD(0.5), "loss": "binary_crossentropy", "metrics": ["accuracy"], "weighted_metrics": ["accuracy", "mse"]},
     {"batch_size": 6, "epochs": 2, "shuffle": False, "class_weight": {0: 1.0, 1: 3.0}}),
    ("3class BN rmsprop bs8", lambda: [layers.Dense(5, "relu"), layers.BatchNormalization(), layers.Dense(3, "softmax")], "T_3class",
     lambda: {"optimizer": optimizers.RMSprop(0.02), "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
     {"batch_size": 8, "epochs": 3, "shuffle": False}),
    ("l2-regularised mse sgd momentum clipnorm", lambda: binary("linear", keras.regularizers.L2(0.01)), "T_binary",
     lambda: {"optimizer": optimizers.SGD(0.1, momentum=0.9, clipnorm=1.0), "loss": "mse", "metrics": ["mae"]},
     {"batch_size": 7, "epochs": 3, "shuffle": False}),
    ("sample_weight", binary, "T_binary",
     lambda: {"optimizer": optimizers.SGD(0.5), "loss": "binary_crossentropy", "weighted_metrics": ["accuracy"]},
     {"batch_size": 6, "epochs": 2, "shuffle": False, "sample_weight": "array"}),
    ("grad accumulation 3, bs6 (4 steps/epoch)", binary, "T_binary",
     lambda: {"optimizer": optimizers.Adam(0.05, gradient_accumulation_steps=3), "loss": "binary_crossentropy"},
     {"batch_size": 6, "epochs": 3, "shuffle": False}),
    ("ema adam", binary, "T_binary",
     lambda: {"optimizer": optimizers.Adam(0.05, use_ema=True, ema_momentum=0.8), "loss": "binary_crossentropy"},
     {"batch_size": 6, "epochs": 2, "shuffle": False}),
]

STOPPINGS = [
    *[(UP_IN_BETWEEN, {"patience": patience}) for patience in range(4)],
    (DOWN_AND_UP, {"patience": 5, "baseline": 0.5}),
    (DOWN_AND_UP, {"patience": 2, "baseline": 0.75}),
    (DOWN_AND_UP, {"patience": 3, "baseline": 0.5}),
    (SMALL_STEPS, {"patience": 2, "min_delta": 0.02}),
    (SMALL_STEPS, {"patience": 2, "min_delta": -0.02}),
    (SMALL_STEPS, {"patience": 3, "min_delta": 0.02, "start_from_epoch": 3}),
    (SMALL_STEPS, {"patience": 0, "start_from_epoch": 3}),
    ([NAN, 1.0, 0.5, 0.4, 0.3], {"patience": 2}),
    (NO_NUMBERS, {"patience": 2}),
    (PLATEAU, {"patience": 2}),
    (PLATEAU, {"patience": 4}),
    (UP_IN_BETWEEN, {"patience": 2, "mode": "max"}),
]

REDUCTIONS = [
    (UP_IN_BETWEEN, {"patience": 2, "factor": 0.5}),
    (DOWN_AND_UP, {"patience": 1, "factor": 0.1}),
    *[(DOWN_AND_UP, {"patience": 1, "factor": 0.1, "cooldown": cooldown}) for cooldown in (1, 2, 3)],
    (DOWN_AND_UP, {"patience": 1, "factor": 0.1, "min_lr": 0.005}),
    (SMALL_STEPS, {"patience": 2, "factor": 0.5, "min_delta": 0.02}),
    (NO_NUMBERS, {"patience": 1, "factor": 0.5}),
    (PLATEAU, {"patience": 2, "factor": 0.5}),
    (DOWN_AND_UP, {"patience": 0, "factor": 0.5}),
    (UP_IN_BETWEEN, {"patience": 2, "factor": 0.5, "mode": "max"}),
]

CHECKPOINTS = [
    (DOWN_AND_UP, {"save_best_only": True}),
    (SMALL_STEPS, {"save_best_only": True}),
    (DOWN_AND_UP, {"save_best_only": True, "initial_value_threshold": 0.75}),
    (DOWN_AND_UP, {"save_best_only": True, "mode": "max"}),
    (NO_NUMBERS, {"save_best_only": True}),
    (DOWN_AND_UP, {}),
]

# Batches between files, batches of an epoch, epochs.
CHECKPOINTS_BY_BATCH = [(3, 5, 3), (15, 5, 7), (4, 3, 4)]


def plain(value, digits=9):
    """Tensors and numbers as JSON has them."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item, digits) for item in value]
    value = np.asarray(keras.ops.convert_to_numpy(value)) if not isinstance(value, (int, float)) else np.asarray(value)
    if value.ndim:
        return [plain(item, digits) for item in value.tolist()]
    number = value.item()
    if isinstance(number, int):
        return number
    return "NaN" if math.isnan(number) else None if math.isinf(number) else round(number, digits)


def drawn(shape, name, positive=False):
    """Numbers of three digits, the same for the same name."""
    values = np.random.default_rng(list(name.encode())).uniform(0.1 if positive else -1, 1, shape)
    return values.round(3).astype("float32")


def array(expression, inputs):
    """The array of losses.inputs that an expression such as abs(reg_true) or sparse_true[:,None] names."""
    if expression is None:
        return None
    if expression.endswith("[:,None]"):
        return array(expression[: -len("[:,None]")], inputs)[:, None]
    if expression.startswith("abs("):
        return np.abs(array(expression[len("abs(") : -1], inputs))
    values = np.array(inputs[expression])
    return values if values.dtype.kind == "i" else values.astype("float32")


def of_optimizers(old):
    runs = {}
    for name, make in OPTIMIZERS.items():
        optimizer = make()
        config = {key: value if value is None or isinstance(value, (bool, int, float, str)) else str(value) for key, value in optimizer.get_config().items()}
        rate = config.pop("learning_rate")
        variables = [keras.Variable(np.array(value, "float32")) for value in old["initial"]]
        optimizer.build(variables)
        steps = []
        for gradients in old["gradients_per_step"]:
            optimizer.apply([keras.ops.convert_to_tensor(np.array(gradient, "float32")) for gradient in gradients], variables)
            steps.append([plain(variable.value) for variable in variables])
        runs[name] = {"config": config, "learning_rate": plain(rate), "after_each_step": steps}
        if config["use_ema"]:
            optimizer.finalize_variable_values(variables)
            runs[name]["average_after"] = [plain(variable.value) for variable in variables]
    return {"initial": old["initial"], "gradients_per_step": old["gradients_per_step"], "runs": runs}


def of_schedules(old):
    return {"steps": old["steps"], "values": {name: [plain(schedule(step)) for step in old["steps"]] for name, schedule in SCHEDULES.items()}}


def of_losses(old):
    inputs = old["inputs"]
    cases = []
    for name, arguments, labels, outputs, repeated in LOSSES:
        for weight in [None] if repeated is None else [None, repeated]:
            values = [array(expression, inputs) for expression in (labels, outputs, weight)]
            case = {"loss": name, "kwargs": arguments, "y_true": labels, "y_pred": outputs, "sample_weight": weight}
            for reduction in ("sum_over_batch_size", "sum", "none", "mean_with_sample_weight"):
                case[reduction] = plain(getattr(losses, name)(**arguments, reduction=reduction)(*values))
            cases.append(case)
    return {"inputs": inputs, "cases": cases}


def of_metrics(inputs):
    cases = []
    for repeated, group in METRICS:
        for weight in (None, repeated):
            for name, make, labels, outputs in group:
                metric = make()
                arrays = [array(expression, inputs) for expression in (labels, outputs, weight)]
                case = {"metric": name, "y_true": labels, "y_pred": outputs, "sample_weight": weight}
                for key, part in (("after_first_2", slice(0, 2)), ("after_all", slice(2, None))):
                    metric.update_state(*[None if values is None else values[part] for values in arrays])
                    case[key] = plain(metric.result())
                cases.append({**case, "default_name": metric.name})
    mean = metrics.Mean()
    case = {"metric": "Mean", "updates": "[1,3] then 8 (w=2)"}
    mean.update_state([1.0, 3.0])
    case["after_first"] = plain(mean.result())
    mean.update_state(8.0, sample_weight=2.0)
    return [*cases, {**case, "after_all": plain(mean.result())}]


def of_layers(old):
    had = {case["layer"]: case for case in old if "layer" in case}
    cases = []
    for name, make, shape, training in LAYERS:
        layer = make()
        layer.build(shape)
        if name in had:
            x, weights = np.array(had[name]["x"]), [np.array(weight["value"], "float32") for weight in had[name]["weights"]]
            x = x if x.dtype.kind == "i" else x.astype("float32")
        else:
            x = np.arange(np.prod(shape)).reshape(shape) if isinstance(layer, layers.Embedding) else drawn(shape, name)
            weights = [drawn(variable.shape, f"{name}/{i}", "variance" in variable.name or "stddev" in variable.name) for i, variable in enumerate(layer.weights)]
        layer.set_weights(weights)
        case = {"layer": name, "x": x.tolist(), "weights": [
            {"path": variable.name, "shape": list(variable.shape), "value": value.tolist()} for variable, value in zip(layer.weights, weights)]}
        y = layer(x) if training is None else layer(x, training=training)
        cases.append({**case, "training": training, "y": plain(y)})
        if training:
            cases[-1]["weights_after"] = [plain(variable.value) for variable in layer.weights]
    x = next(case["x"] for case in old if "activation" in case)
    for name in ACTIVATIONS:
        cases.append({"activation": name, "x": x, "y": plain(keras.activations.get(name)(keras.ops.convert_to_tensor(np.array(x, "float32"))))})
    return cases


class Recorder(keras.Sequential):
    """Notes the batches that it is trained with."""

    def train_step(self, data):
        self.batches.append([int(number) for number in data[0].flatten().tolist()])
        return super().train_step(data)


def of_shuffling():
    orders = {}
    for name, (count, arguments) in SHUFFLES.items():
        model = Recorder([layers.Dense(1)])
        model.batches = []
        model.compile("sgd", "mse")
        numbers = np.arange(count, dtype="float32")[:, None]
        keras.utils.set_random_seed(0)
        model.fit(numbers, numbers, verbose=0, **arguments)
        orders[name] = model.batches
    orders["torch_randperm"] = {str(seed): torch.randperm(7, generator=torch.Generator().manual_seed(seed)).tolist() for seed in range(6)}
    return orders


def of_trainings(old):
    had = {run["name"]: run for run in old["runs"]}
    features = np.array(old["X"], "float32")
    runs = []
    for name, make, labels, compilation, fit in TRAININGS:
        model = keras.Sequential(make())
        model.build((None, features.shape[1]))
        if name in had:
            weights = [np.array(value, "float32") for value in had[name]["initial_weights"]]
        else:
            weights = [drawn(variable.shape, f"{name}/{i}", "variance" in variable.name) for i, variable in enumerate(model.weights)]
        model.set_weights(weights)
        model.compile(**compilation())
        arguments = dict(fit)
        if "sample_weight" in fit:
            arguments["sample_weight"] = np.arange(1, len(features) + 1, dtype="float32") / 10
        targets = np.array(old[labels])
        history = model.fit(features, targets, verbose=0, **arguments).history
        evaluation = model.evaluate(features, targets, batch_size=8, verbose=0, return_dict=True)
        runs.append({
            "name": name,
            "fit": {key: {str(label): weight for label, weight in value.items()} if isinstance(value, dict) else value for key, value in fit.items()},
            "weights_paths": [variable.path for variable in model.weights],
            "initial_weights": [value.tolist() for value in weights],
            "history": {key: plain(history[key], 8) for key in sorted(history)},
            "evaluate_bs8": {key: plain(evaluation[key], 8) for key in sorted(evaluation)},
            "final_weights": [plain(variable.value) for variable in model.weights],
        })
    return {**{key: value for key, value in old.items() if key != "runs"}, "runs": runs}


def watched():
    """A model of one weight, for callbacks that are called by hand."""
    model = keras.Sequential([layers.Dense(1, use_bias=False)])
    model.build((None, 1))
    model.compile(optimizers.SGD(1.0), "mse")
    model.stop_training = False
    return model


def of_callbacks():
    stopped = []
    for sequence, arguments in STOPPINGS:
        model, callback = watched(), keras.callbacks.EarlyStopping("val_loss", restore_best_weights=True, **arguments)
        callback.set_model(model)
        callback.on_train_begin()
        trace = []
        for epoch, value in enumerate(sequence):
            model.set_weights([np.full((1, 1), epoch, "float32")])
            callback.on_epoch_begin(epoch)
            callback.on_epoch_end(epoch, {"val_loss": value})
            trace.append([epoch, callback.wait, plain(callback.best), callback.best_epoch, model.stop_training])
            if model.stop_training:
                break
        callback.on_train_end()
        stopped.append({
            "seq": plain(sequence), "kwargs": arguments, "trace[epoch,wait,best,best_epoch,stop]": trace,
            "stopped_epoch": callback.stopped_epoch, "weights_after_train_end_from_epoch": int(model.get_weights()[0].item())})

    reduced = []
    for sequence, arguments in REDUCTIONS:
        model, callback = watched(), keras.callbacks.ReduceLROnPlateau("val_loss", **arguments)
        callback.set_model(model)
        callback.on_train_begin()
        trace = []
        for epoch, value in enumerate(sequence):
            logs = {"val_loss": value}
            callback.on_epoch_end(epoch, logs)
            after = float(model.optimizer.learning_rate)
            trace.append([epoch, plain(logs["learning_rate"]), plain(after), callback.wait, callback.cooldown_counter, plain(callback.best)])
        reduced.append({"seq": plain(sequence), "kwargs": arguments, "trace[epoch,logged_lr,lr_after,wait,cooldown,best]": trace})

    saved = []
    for sequence, arguments in CHECKPOINTS:
        def each_epoch(callback):
            for epoch, value in enumerate(sequence):
                callback.on_epoch_begin(epoch)
                callback.on_epoch_end(epoch, {"val_loss": value})
        saved.append({"seq": plain(sequence), "kwargs": arguments, "saved": files("{epoch:02d}-{val_loss:.2f}.keras", each_epoch, **arguments)})
    for frequency, batches, epochs in CHECKPOINTS_BY_BATCH:
        def each_batch(callback):
            for epoch in range(epochs):
                callback.on_epoch_begin(epoch)
                for batch in range(batches):
                    callback.on_train_batch_end(batch, {"loss": 1.0})
                callback.on_epoch_end(epoch, {"loss": 1.0, "val_loss": 1.0})
        names = files("e{epoch}b{batch}.keras", each_batch, save_freq=frequency)
        saved.append({"save_freq": frequency, "batches_per_epoch": batches, "epochs": epochs, "saved": names})

    return {
        "EarlyStopping(monitor=val_loss,restore_best_weights)": stopped,
        "ReduceLROnPlateau(monitor=val_loss, lr0=1.0)": reduced,
        "ModelCheckpoint": saved,
    }


def files(pattern, train, **arguments):
    """The files that a ModelCheckpoint leaves."""
    with tempfile.TemporaryDirectory() as folder:
        callback = keras.callbacks.ModelCheckpoint(os.path.join(folder, pattern), monitor="val_loss", **arguments)
        callback.set_model(watched())
        callback.on_train_begin()
        train(callback)
        return sorted(os.listdir(folder))


def computed(old):
    return {
        "_provenance": {
            "keras": keras.__version__,
            "backend": f"{keras.backend.backend()} {torch.__version__} CPU float32",
            "dtype": "float32",
            "note": old["_provenance"]["note"],
        },
        "optimizers": of_optimizers(old["optimizers"]),
        "schedules": of_schedules(old["schedules"]),
        "losses": of_losses(old["losses"]),
        "metrics": of_metrics(old["losses"]["inputs"]),
        "layers": of_layers(old["layers"]),
        "shuffle": of_shuffling(),
        "training": of_trainings(old["training"]),
        "callbacks": of_callbacks(),
    }


def differences(old, new, path=""):
    """Where two values differ: path, and by how much; None where that is no number."""
    if isinstance(old, dict) and isinstance(new, dict):
        if old.keys() != new.keys():
            yield f"{path} has {sorted(old.keys() ^ new.keys())} in one of them", None
        for key in old.keys() & new.keys():
            yield from differences(old[key], new[key], f"{path}/{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{path} has {len(old)} and {len(new)} items", None
        for i, (one, other) in enumerate(zip(old, new)):
            yield from differences(one, other, f"{path}[{i}]")
    elif isinstance(old, float) and isinstance(new, (int, float)):
        yield path, abs(old - new) / max(1, abs(old))
    elif old != new:
        yield f"{path}: {old!r} and {new!r}", None


def check(old, new):
    """Prints how far the file is from what was computed.

    Returns whether all is the same but for the last digits."""
    same = True
    for section in old.keys() - {"_provenance"}:
        found = list(differences(old[section], new[section], section))
        largest = max((by for _, by in found if by is not None), default=0)
        others = [where for where, by in found if by is None or by > TOLERANCE]
        print(f"{section}: largest difference {largest:.1e}")
        for where in others:
            print(f"  {where}")
        same = same and not others
    return same


if __name__ == "__main__":
    existing = json.loads(FILE.read_text())
    result = computed(existing)
    if "--check" in sys.argv[1:]:
        sys.exit(0 if check(existing, result) else 1)
    FILE.write_text(json.dumps(result))
