import CNgspice
import Foundation

// The engine calls these. They stand at file scope, isolated to nothing: a closure written in code of
// the main actor would trap when the engine calls it.

private func state(_ context: UnsafeMutableRawPointer?) -> EngineState? {
  context.map { Unmanaged<EngineState>.fromOpaque($0).takeUnretainedValue() }
}

func engineDidPrint(
  _ text: UnsafeMutablePointer<CChar>?, _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  if let text { state(context)?.append(String(cString: text)) }
  return 0
}

func engineDidReportStatus(
  _ text: UnsafeMutablePointer<CChar>?, _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  if let text { state(context)?.report(status: text) }
  return 0
}

func engineDidExit(
  _: Int32, _: Bool, _: Bool, _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  state(context)?.exited = true
  return 0
}

func engineDidAcceptPoint(
  _: UnsafeMutablePointer<vecvaluesall>?, _: Int32, _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  state(context)?.countPoint()
  return 0
}

func engineWillStart(
  _: UnsafeMutablePointer<vecinfoall>?, _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  state(context)?.points = 0
  return 0
}

func engineDidChangeThread(_: Bool, _: Int32, _: UnsafeMutableRawPointer?) -> Int32 { 0 }
