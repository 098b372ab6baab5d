import CNgspice
import Foundation

// The engine calls these. They stand at file scope, isolated to nothing: a closure written in code
// of the main actor would trap when the engine calls it.

private func state(_ context: UnsafeMutableRawPointer?) -> EngineState? {
  context.map { Unmanaged<EngineState>.fromOpaque($0).takeUnretainedValue() }
}

func engineDidPrint(
  _ text: UnsafeMutablePointer<CChar>?, _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  if let text { state(context)?.take(text) }
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
  _ point: UnsafeMutablePointer<vecvaluesall>?, _: Int32, _: Int32,
  _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let state = state(context) else { return 0 }
  state.countPoint()
  if let stepping = state.stepping, let point { stepping.accept(point.pointee) }
  return 0
}

func engineWillStart(
  _: UnsafeMutablePointer<vecinfoall>?, _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let state = state(context) else { return 0 }
  state.begin()
  state.stepping?.begin()
  return 0
}

/// The value of an external voltage or current source.
func engineNeedsSource(
  _ value: UnsafeMutablePointer<Double>?, _ time: Double, _ name: UnsafeMutablePointer<CChar>?,
  _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let value, let name else { return 0 }
  value.pointee = state(context)?.stepping?.value(of: name, at: time) ?? 0
  return 0
}

/// The place to shorten the step to come; the engine calls it twice per step.
func engineWillStep(
  _ time: Double, _ delta: UnsafeMutablePointer<Double>?, _: Double, _: Int32, _: Int32,
  _: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let stepping = state(context)?.stepping, let delta else { return 0 }
  delta.pointee = min(delta.pointee, stepping.longestStep(from: time))
  return 0
}

func engineDidChangeThread(_: Bool, _: Int32, _: UnsafeMutableRawPointer?) -> Int32 { 0 }
