namespace KerasPS.Metrics;

/// <summary>
/// The intersection over union of all classes for one-hot labels: how much what is labelled and what is predicted as a class overlap,
/// <c>TP / (TP + FP + FN)</c>; the mean over the classes that occur.
/// </summary>
/// <param name="numClasses">The number of classes, at least one more than the largest index.</param>
/// <param name="ignoreClass">Labels of this class do not count; none where null.</param>
/// <param name="sparseYPred">Whether outputs are class indices; else the largest of the numbers along the axis is the class.</param>
/// <param name="axis">The axis of the classes where there are several numbers; -1 is the last one.</param>
public sealed class OneHotMeanIoU(int numClasses, int? ignoreClass = null, bool sparseYPred = false, int axis = -1)
    : IoUMetric(numClasses, null, ignoreClass, sparseYTrue: false, sparseYPred, axis);
