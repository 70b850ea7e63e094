using System.Xml.Linq;
using KerasPS.Charts;
using static KerasPS.Tests.Charts.ChartFixtures;

namespace KerasPS.Tests.Charts;

public class ModelDiagramTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_chain_is_these_lines()
    {
        Sequential model = new([new Dense(8) { Name = "hidden" }, new Dense(1) { Name = "out", Trainable = false }], [4], "net");
        Assert.Equal(
            [
                "net (Sequential, 49 parameters, 40 of them trained)",
                "",
                " +----------------------+",
                " | input                |",
                " | (None, 4)            |",
                " +----------------------+",
                "             |",
                "             v",
                " +----------------------+",
                " | hidden         Dense |",
                " | (None, 8)  40 params |",
                " +----------------------+",
                "             |",
                "             v",
                " +----------------------+",
                " | out            Dense |",
                " | (None, 1)   9 frozen |",
                " +----------------------+",
            ],
            ModelText.Draw(model, Ascii, 80));
    }

    [Fact]
    public void Branches_join_and_a_shared_layer_has_a_box_for_each_call()
    {
        DiagramNode[] nodes = DiagramNode.Of(Pairs()).ToArray();
        Assert.Equal(["left", "right", "encoder (1 of 2)", "encoder (2 of 2)", "add", "score"], nodes.Select(node => node.Name));
        Assert.Equal(["", "", "20 params", "shared", "", "5 params"], nodes.Select(node => node.Parameters));
        Assert.Equal([[], [], [0], [1], [2, 3, 0], [4]], nodes.Select(node => node.Inputs.ToArray()));
        Assert.True(nodes[^1].IsOutput && nodes.Count(node => node.IsOutput) == 1);
        Assert.True(nodes[2].IsModel);
    }

    [Fact]
    public void A_picture_has_a_box_for_each_call_and_an_arrow_for_each_input()
    {
        XElement image = ModelDiagram.Draw(Pairs());
        XElement[] boxes = image.Elements(Svg + "g").Where(group => ((string)group.Attribute("class")!).StartsWith("box", StringComparison.Ordinal)).ToArray();
        Assert.Equal(6, boxes.Length);
        Assert.Equal(6, image.Elements(Svg + "path").Count(path => (string)path.Attribute("class")! == "edge"));
        Assert.Equal(2, boxes.Count(box => box.Elements(Svg + "rect").Any(rect => (string)rect.Attribute("class")! == "behind")));
        Assert.Contains(boxes[^1].Elements(Svg + "text"), text => text.Value == "(None, 1)");
        double width = double.Parse(image.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(boxes.SelectMany(box => box.Elements(Svg + "rect")), rect => Assert.InRange((double)rect.Attribute("x")!, 0, width - (double)rect.Attribute("width")!));
    }

    [Fact]
    public void A_name_cannot_become_markup_and_a_long_one_is_cut_with_the_whole_as_title()
    {
        string name = "<b>&\"" + new string('n', 300);
        XElement image = XElement.Parse(ModelDiagram.Draw(new Sequential([new Dense(1) { Name = name }], [2], "<model>")).ToString());
        Assert.Contains(image.Descendants(Svg + "title"), title => title.Value.StartsWith(name, StringComparison.Ordinal));
        Assert.Contains(image.Descendants(Svg + "text"), text => text.Value.StartsWith("<b>&\"nn", StringComparison.Ordinal) && text.Value.EndsWith('…'));
        Assert.True((double)image.Attribute("width")! < 500);
    }

    [Fact]
    public void Where_boxes_do_not_fit_there_is_a_list()
    {
        IReadOnlyList<string> lines = ModelText.Draw(Pairs(), Ascii, 40);
        Assert.Contains("    <- encoder (1 of 2), encoder (2 of 2), left", lines);
        Assert.DoesNotContain(lines, line => line.Contains("+--", StringComparison.Ordinal));
    }

    [Fact]
    public void Shapes_that_are_not_known_are_question_marks_and_no_layers_an_error()
    {
        Assert.Contains(ModelText.Draw(new Sequential([new Dense(1)]), Ascii, 80), line => line.Contains('?', StringComparison.Ordinal));
        Assert.Equal("NotBuilt", Assert.Throws<KerasException>(() => ModelText.Draw(new Sequential(), Ascii, 80)).ErrorId);
        Assert.Equal("UnknownFormat", Assert.Throws<KerasException>(() => ModelDiagram.Write(Pairs(), "model.png")).ErrorId);
    }

    private static Functional Pairs()
    {
        KerasTensor left = KerasTensor.Input([4], "left");
        KerasTensor right = KerasTensor.Input([4], "right");
        Sequential encoder = new([new Dense(4)], [4], "encoder");
        KerasTensor sum = new Add { Name = "add" }.Call(encoder.Call(left), encoder.Call(right), left);
        return new Functional([left, right], [new Dense(1) { Name = "score" }.Call(sum)], "pairs");
    }
}
