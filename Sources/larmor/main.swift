import ArgumentParser
import LarmorCommand

await Larmor.main()
