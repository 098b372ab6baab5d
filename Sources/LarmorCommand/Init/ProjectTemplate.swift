/// The files of a new project.
struct ProjectTemplate {
  /// A file with its path inside the project.
  struct File {
    let path: String
    let text: String
  }

  let name: String

  var files: [File] {
    [
      File(path: "README.md", text: readme),
      File(path: "cosimulation.yaml", text: cosimulation),
      File(
        path: "device.yaml",
        text: "# The junction by itself, for larmor device and larmor switching.\n"
          + "# The block 'device' of cosimulation.yaml holds the same keys; change both.\n"
          + Self.device),
      File(path: "sweep.yaml", text: Self.sweep),
      File(path: "network/README.md", text: Self.network),
      File(path: ".gitignore", text: "runs/\n*.sqlite\n"),
    ]
  }

  /// The junction: once here, twice in the project.
  private static let device = """
    preset: default-40nm           # where missing keys come from; larmor device list names others
    diameter: 40e-9                # m
    resistance_area_product: 5e-12 # ohm m2 in the parallel state: 5 ohm um2, so R_P is about 4 kohm
    tmr: 1.0                       # 100 %: R_AP is twice R_P at zero bias
    half_bias_voltage: 0.5         # V at which the TMR has halved
    spread:                        # device to device, relative
      resistance: 0.05
      tmr: 0.02
      write_error_rate: 1e-3       # a write that leaves the wrong bit

    """

  private var cosimulation: String {
    """
    # What is co-simulated. Run it with:
    #   larmor cosimulate cosimulation.yaml -o runs/first --report
    # Every key is optional; docs/reference/configuration.md of Larmor lists them all.
    # Numbers may carry SPICE suffixes: 5n, 0.05f, 4.7k.
    name: \(name)
    seed: 1                        # of every random draw; the same seed gives the same bytes

    data:
      dataset: wine                # bundled; 178 samples of 13 features, three classes
      test_samples: 30

    network:
      hidden: 6                    # 13 inputs, so many hidden neurons, 3 outputs
      count: 10                    # networks, each with its own split, start and devices

    training:
      epochs: 400
      adaptation_epochs: 200       # of each further turn of the loop, against the extracted arrays

    device:
    \(Self.device.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))

    array:
      rows: 15
      columns: 15                  # two for each output: weights are differential pairs
      wire_resistance: 0.28        # ohm from cell to cell
      wire_capacitance: 0.05f      # farad from cell to cell
      driver_resistance: 10        # ohm
      sense_resistance: 10         # ohm

    read:
      voltage: 0.1                 # volt for an input of 1
      width: 2n

    extraction:
      networks: 4                  # networks whose arrays go through ngspice in each turn
      inputs: 16

    loop:
      turns: 2                     # train, map, extract, and once more against what was extracted
      tolerance: 0.002

    evaluation:
      spice_networks: 1            # networks judged whole in ngspice
      energy_samples: 4

    """
  }

  private static let sweep = """
    # What varies. Run it with:
    #   larmor campaign run sweep.yaml -o sweep.sqlite
    #   larmor campaign export sweep.sqlite -o sweep.csv
    configuration: cosimulation.yaml
    sweeps:                        # any field, by its keys; every combination is a point
      array.wire_resistance: [0.28, 28]
    #   read.voltage: {from: 0.05, to: 0.2, count: 4}
    #   device.tmr: [0.5, 1.0, 2.0]
    seeds: 1                       # Monte Carlo: so many seeds of each combination

    """

  private static let network = """
    # Networks

    A co-simulation trains the networks that `cosimulation.yaml` states and leaves them in `runs/NAME/networks`,
    four text files each: the weights (+1 and -1) and biases of both layers.

    To train a larger network by itself, write a training configuration here and run it:

        larmor train network/mnist.yaml -o runs/mnist

    It leaves `network.safetensors`, which Python and other tools read. A first one, for a folder that holds MNIST:

        dataset: mnist
        algorithm: bnn
        architecture: 256-10
        epochs: 5
        validation: 5000

    """

  private var readme: String {
    """
    # \(name)

    | file | what it states |
    |---|---|
    | `cosimulation.yaml` | the network, the junctions, the array, the read, how it is judged |
    | `device.yaml` | the junction by itself |
    | `sweep.yaml` | a campaign: the co-simulation again and again, with other values |
    | `network/` | networks of your own |
    | `runs/` | what came out; not kept by git |

    ```sh
    larmor cosimulate cosimulation.yaml -o runs/first --report
    larmor device show --device device.yaml
    larmor switching --device device.yaml --current 100u --duration 5n --trajectories 1000
    larmor campaign run sweep.yaml -o sweep.sqlite
    larmor campaign export sweep.sqlite -o sweep.csv
    ```

    The first command takes some seconds and ends with a table: the accuracy at four fidelities with its interval, the
    energy and the speed. `runs/first/report.html` shows everything in a browser.

    """
  }
}
