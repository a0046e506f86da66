"""Every action there is. Adding one means: write it, list it here, name it in domain.yml, give it a rule."""

from collections.abc import Callable
from datetime import datetime

from actions import confirmation, conversation, handoff, help, onboarding, order_requests, short_question, subscription
from actions.answer import Answer
from actions.shop import ShopOfTurn
from actions.words import Words

ACTIONS: tuple[type[Answer], ...] = (
    order_requests.OrderTrack,
    order_requests.OrderCancel,
    order_requests.ShippingChangeAddress,
    order_requests.BillingRefundRequest,
    order_requests.BillingRefundStatus,
    order_requests.BillingGetInvoice,
    order_requests.BillingDuplicateCharge,
    order_requests.BillingUnexpectedCharge,
    order_requests.ChooseOrder,
    order_requests.OwnershipVerified,
    confirmation.ConfirmAction,
    confirmation.AddressSubmitted,
    confirmation.DeclineAction,
    subscription.BillingDueDate,
    subscription.BillingChangePlan,
    subscription.BillingCancelSubscription,
    onboarding.OnboardingGetStarted,
    onboarding.OnboardingConnectDevice,
    onboarding.ChooseProduct,
    handoff.HumanAgent,
    handoff.ReportCharge,
    conversation.FollowUp,
    conversation.Solved,
    conversation.Affirm,
    conversation.Deny,
    conversation.AskBack,
    conversation.NotUnderstood,
    conversation.OutOfScope,
    conversation.Noise,
    short_question.AsksWhen,
    short_question.AsksPrice,
    short_question.OtherOrder,
    help.HelpArticle,
)


def build(shop: ShopOfTurn, words: Words, clock: Callable[[], datetime]) -> list[Answer]:
    return [action(shop, words, clock) for action in ACTIONS]
